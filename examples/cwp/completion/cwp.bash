# Completion of the cwp command for bash.

_cwp_verbs="editions list show search title advert values review tag coverage compare diff assess next plan talk form portfolio carry rota workforce check mandatory matrix convert help"
_cwp_kinds="role-categories values behaviours groups statements rules practice-areas learning moves progressions personas
  terms sources code-lists codes maps suggestions voices i-statements checklists points units timings crosswalks themes"

# Options of a verb.
_cwp_options() {
  local shared="--json --help --edition --pathway"
  case $1 in
    editions) echo "--codes $shared" ;;
    list) echo "--role --codes --wording $shared" ;;
    show) echo "--wording $shared" ;;
    search) echo "--kind --role --limit --wording $shared" ;;
    title)
      echo "--file --column --job-role --job-role-column --employer --employer-column --description" \
        "--description-column --csv --why $shared"
      ;;
    advert) echo "--title --role --job-role --employer --all --wording $shared" ;;
    review) echo "--as $shared" ;;
    values) echo "--suggest --wording $shared" ;;
    compare) echo "--setting --to-setting --wording $shared" ;;
    diff) echo "--kind --all $shared" ;;
    assess) echo "--mapping --person --why --forecast --fail-on --keep-going --role --setting --expiring --least --on --wording $shared" ;;
    next) echo "--mapping --person --role --goal --routes --all --keep-going --setting --expiring --least --on --wording $shared" ;;
    plan)
      echo "--catalogue --mapping --person --role --objective --budget --net-budget --hours --most --latest --funded --renew" \
        "--repeat --claim-day --paid-on --nodes --keep-going --setting --expiring --least --on --wording $shared"
      ;;
    talk) echo "--mapping --person --role --steps --keep-going --setting --expiring --least --on --wording $shared" ;;
    form) echo "--csv --person --own-only $shared" ;;
    portfolio) echo "--person --without --output --keep-going --on $shared" ;;
    carry) echo "--to --output $shared" ;;
    rota) echo "--mapping --rules --fixes --demand --eligibility --notes --csv --fail-on --keep-going --on $shared" ;;
    workforce)
      echo "--mapping --workers --answer --by --months --course --kind --job-role --threads --output --csv" \
        "--stream --sorted --fail-on --keep-going --setting --expiring --least --on $shared"
      ;;
    mandatory) echo "--mapping --rules --strict --expiring --person --lacking --fail-on --keep-going --on $shared" ;;
    convert) echo "--to --without --layout --output --codes-of --codes-on --keep-codes --fill-categories --agree" \
        "--keep-going --on $shared" ;;
    check) echo "--mapping --all --csv --fail-on --strict --as --stored --on $shared" ;;
    matrix) echo "--mapping --write --fail-on --on $shared" ;;
    tag)
      echo "--text --level --audience --statements --csv --output --least --sure --limit --no-known $shared"
      ;;
    coverage) echo "--least --all --csv $shared" ;;
  esac
}

# Codes of records of the kinds named.
_cwp_codes() {
  local kind
  for kind in "$@"; do
    "${COMP_WORDS[0]}" list "$kind" --codes 2>/dev/null
  done
}

# Settings: practice areas, and healthcare activities that are delegated.
_cwp_settings() {
  _cwp_codes practice-areas
  _cwp_codes codes | grep '^ASC\.D'
}

# Values of an option; fails where they are files or cannot be known.
_cwp_values() {
  case $1,$2 in
    *,--edition) "${COMP_WORDS[0]}" editions --codes 2>/dev/null ;;
    assess,--role | next,--role | plan,--role | talk,--role) echo own && _cwp_codes role-categories ;;
    next,--goal) _cwp_codes role-categories ;;
    *,--routes) ;;
    portfolio,--without) echo notes assessors origins unknown ;;
    *,--role) _cwp_codes role-categories ;;
    *,--setting | *,--to-setting) _cwp_settings ;;
    workforce,--kind) echo declared trained assessed accredited ;;
    workforce,--answer) echo own moves gaps readiness course consistency ;;
    workforce,--fail-on) echo must should any findings ;;
    workforce,--course) _cwp_codes learning ;;
    workforce,--job-role | *,--by | *,--months | *,--threads) ;;
    *,--kind) echo $_cwp_kinds ;;
    convert,--to) echo staff training workplace portfolio portfolio-lines csv wide ;;
    convert,--layout) echo today ;;
    carry,--to) "${COMP_WORDS[0]}" editions --codes 2>/dev/null ;;
    assess,--fail-on) echo must should any ;;
    rota,--fail-on) echo block warn ;;
    mandatory,--fail-on) echo lacking expired expiring ;;
    check,--fail-on | matrix,--fail-on) echo error warning note ;;
    *,--employer) echo regulated not-regulated individual ;;
    *,--job-role) _cwp_codes codes | grep '^ASC\.J' ;;
    *,--title | *,--column | *,--job-role-column | *,--employer-column | *,--description-column) ;;
    *,--objective) echo hours cost courses ;;
    review,--as) echo text csv json ;;
    *,--as) echo upstream ;;
    *,--stored) echo none all ;;
    tag,--least | tag,--sure | coverage,--least | tag,--text | tag,--level | tag,--audience) ;;
    *,--least) echo {must,should,can}={declared,trained,assessed,accredited} ;;
    *,--why) _cwp_codes behaviours groups statements rules practice-areas ;;
    *,--expiring) echo 30 60 90 any ;;
    *,--person | *,--forecast | *,--on | *,--limit | *,--steps | *,--latest | *,--most | *,--nodes) ;;
    *,--budget | *,--net-budget | *,--hours | *,--claim-day | *,--paid-on | *,--codes-of | *,--codes-on) ;;
    *) return 1 ;;
  esac
}

_cwp() {
  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$_cwp_verbs --help --version" -- "$current")
    return
  fi
  # --option=value comes as three words, because = breaks words.
  if [ "$current" = = ]; then
    current=
  elif [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if words=$(_cwp_values "$verb" "$option"); then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    return
  fi
  case $verb,$current in
    help,*) words=$_cwp_verbs ;;
    *,-*) words=$(_cwp_options "$verb") ;;
    list,*) words=$_cwp_kinds ;;
    show,*) words=$(_cwp_codes role-categories practice-areas values groups behaviours rules learning) ;;
    form,*) words=$(_cwp_codes role-categories) ;;
    compare,*) words=$(_cwp_codes role-categories) ;;
    diff,*)
      words=$("${COMP_WORDS[0]}" editions --codes 2>/dev/null)
      mapfile -t COMPREPLY < <(compgen -f -W "$words" -- "$current")
      return
      ;;
    advert,* | review,* | values,* | assess,* | next,* | plan,* | talk,* | portfolio,* | carry,* | workforce,* | check,* | convert,* | tag,* | coverage,*)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    *) return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -o filenames -o bashdefault -F _cwp cwp
