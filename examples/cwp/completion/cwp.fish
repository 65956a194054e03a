# Completion of the cwp command for fish.

function __cwp_codes
    for kind in $argv
        cwp list $kind --codes 2>/dev/null
    end
end

function __cwp_settings
    __cwp_codes practice-areas
    __cwp_codes codes | string match 'ASC.D*'
end

set -l verbs editions list show search title advert values review tag coverage compare diff assess next plan talk form portfolio carry rota workforce check mandatory matrix convert help
set -l kinds role-categories values behaviours groups statements rules practice-areas learning moves progressions \
    personas terms sources code-lists codes maps suggestions voices i-statements checklists points units timings \
    crosswalks themes
set -l none "not __fish_seen_subcommand_from $verbs"
set -l any "__fish_seen_subcommand_from editions list show search title advert values review tag coverage compare diff assess next plan talk form portfolio carry rota workforce check mandatory matrix convert"

complete -c cwp -f
complete -c cwp -n $none -l version -d 'Print versions'
complete -c cwp -s h -l help -d 'Print help'
complete -c cwp -n $none -a editions -d 'List the editions of the pathway and what each holds'
complete -c cwp -n $none -a list -d 'List the records of one kind'
complete -c cwp -n $none -a show -d 'Show everything about one record of the pathway'
complete -c cwp -n $none -a search -d 'Find records of the pathway by words'
complete -c cwp -n $none -a title -d 'Say which role category a job title is'
complete -c cwp -n $none -a advert -d 'Hold a job description against a role category'
complete -c cwp -n $none -a values -d 'Hold your own values against those of the pathway'
complete -c cwp -n $none -a review -d 'Review how your organisation stands'
complete -c cwp -n $none -a compare -d 'Say what a move from one role category to another adds'
complete -c cwp -n $none -a diff -d 'Say what changed from one edition to another'
complete -c cwp -n $none -a assess -d 'Say where people stand'
complete -c cwp -n $none -a next -d 'Say where people can go from where they are'
complete -c cwp -n $none -a plan -d 'Choose and order the learning that closes gaps'
complete -c cwp -n $none -a talk -d 'Print a page to bring to a career conversation'
complete -c cwp -n $none -a form -d 'Print an empty form for self-assessment'
complete -c cwp -n $none -a portfolio -d 'Bring what files say of one person together'
complete -c cwp -n $none -a carry -d 'Carry portfolios from one edition to another'
complete -c cwp -n $none -a check -d 'Say what is wrong in files, and where'
complete -c cwp -n $none -a workforce -d 'Ask about everybody at once'
complete -c cwp -n $none -a rota -d 'Check a rota: shifts against rules'
complete -c cwp -n $none -a mandatory -d 'Say who has the training that is mandatory'
complete -c cwp -n $none -a convert -d 'Turn files into other forms and layouts'
complete -c cwp -n $none -a matrix -d 'Say what each column of a training matrix was taken for'
complete -c cwp -n $none -a tag -d 'Suggest what courses cover, and whom they are for'
complete -c cwp -n $none -a coverage -d 'Show what a catalogue of courses covers'
complete -c cwp -n $none -a help -d 'Print help on the command or on a verb'

complete -c cwp -n $any -l json -d 'Print JSON'
complete -c cwp -n $any -l edition -x -a '(cwp editions --codes 2>/dev/null)' -d 'Edition of the pathway'
complete -c cwp -n $any -l pathway -r -F -d 'Your own framework'
complete -c cwp -n '__fish_seen_subcommand_from list show search advert values compare assess next plan talk' -l wording -r -F -d 'Official wording to lay over the pathway'

complete -c cwp -n '__fish_seen_subcommand_from editions' -l codes -d 'Print the codes alone'

complete -c cwp -n '__fish_seen_subcommand_from list' -a "$kinds"
complete -c cwp -n '__fish_seen_subcommand_from list' -l role -x -a '(__cwp_codes role-categories)' -d 'Only what belongs to this role category'
complete -c cwp -n '__fish_seen_subcommand_from list' -l codes -d 'Print the codes alone'

complete -c cwp -n '__fish_seen_subcommand_from show' -a '(__cwp_codes role-categories practice-areas values groups behaviours rules learning)'

complete -c cwp -n '__fish_seen_subcommand_from search diff' -l kind -x -a "$kinds" -d 'Only records of this kind'
complete -c cwp -n '__fish_seen_subcommand_from search' -l role -x -a '(__cwp_codes role-categories)' -d 'Only records of this role category'
complete -c cwp -n '__fish_seen_subcommand_from search' -l limit -x -d 'At most so many records'

complete -c cwp -n '__fish_seen_subcommand_from title' -l file -r -F -d 'CSV file with the titles'
complete -c cwp -n '__fish_seen_subcommand_from title' -l column -x -d 'Column of the titles'
complete -c cwp -n '__fish_seen_subcommand_from title advert' -l job-role -x -a '(__cwp_codes codes | string match "ASC.J*")' -d 'Job role of the national data set'
complete -c cwp -n '__fish_seen_subcommand_from title' -l job-role-column -x -d 'Column of the job roles'
complete -c cwp -n '__fish_seen_subcommand_from title advert' -l employer -x -a 'regulated not-regulated individual' -d 'Who employs the person'
complete -c cwp -n '__fish_seen_subcommand_from title' -l employer-column -x -d 'Column of the kinds of employer'
complete -c cwp -n '__fish_seen_subcommand_from title' -l description -r -F -d 'File with the job description'
complete -c cwp -n '__fish_seen_subcommand_from title' -l description-column -x -d 'Column of the descriptions'
complete -c cwp -n '__fish_seen_subcommand_from title' -l csv -d 'Print CSV'
complete -c cwp -n '__fish_seen_subcommand_from title' -l why -d 'Print what each title was read as and every reason'

complete -c cwp -n '__fish_seen_subcommand_from advert' -F
complete -c cwp -n '__fish_seen_subcommand_from advert' -l title -x -d 'Job title'
complete -c cwp -n '__fish_seen_subcommand_from advert' -l role -x -a '(__cwp_codes role-categories)' -d 'Role category to hold it against'
complete -c cwp -n '__fish_seen_subcommand_from advert' -l all -d 'List every behaviour and statement'

complete -c cwp -n '__fish_seen_subcommand_from review' -F
complete -c cwp -n '__fish_seen_subcommand_from review' -l as -x -a 'text csv json' -d 'Format of the questionnaire'

complete -c cwp -n '__fish_seen_subcommand_from values' -F
complete -c cwp -n '__fish_seen_subcommand_from values' -l suggest -d 'Print our wording and what people look for'

complete -c cwp -n '__fish_seen_subcommand_from compare' -a '(__cwp_codes role-categories)'
complete -c cwp -n '__fish_seen_subcommand_from compare' -l setting -x -a '(__cwp_settings)' -d 'Setting of both'
complete -c cwp -n '__fish_seen_subcommand_from compare' -l to-setting -x -a '(__cwp_settings)' -d 'Setting of the second alone'

complete -c cwp -n '__fish_seen_subcommand_from diff' -F -a '(cwp editions --codes 2>/dev/null)'
complete -c cwp -n '__fish_seen_subcommand_from diff' -l all -d 'List every record'

complete -c cwp -n '__fish_seen_subcommand_from carry' -F
complete -c cwp -n '__fish_seen_subcommand_from carry' -l to -r -F -a '(cwp editions --codes 2>/dev/null)' -d 'Edition to carry to'
complete -c cwp -n '__fish_seen_subcommand_from carry' -l output -r -F -d 'File to write the portfolio to'

complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -F
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -l person -x -d 'Only this person'
complete -c cwp -n '__fish_seen_subcommand_from assess' -l why -x -a '(__cwp_codes behaviours groups statements rules practice-areas)' -d 'Requirement or group to explain'
complete -c cwp -n '__fish_seen_subcommand_from assess' -l forecast -x -d 'Months to look ahead'
complete -c cwp -n '__fish_seen_subcommand_from assess' -l fail-on -x -a 'must should any' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -l keep-going -d 'Assess with what could be read'
complete -c cwp -n '__fish_seen_subcommand_from assess' -l role -x -a 'own (__cwp_codes role-categories)' -d 'Role category to hold people against'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -l setting -x -a '(__cwp_settings)' -d 'Practice area or delegated activity of the setting'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -l expiring -x -a '30 60 90 any' -d 'Days within which evidence is expiring'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk' -l least -x -a '{must,should,can}={declared,trained,assessed,accredited}' -d 'Weakest evidence that meets it'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk rota workforce check mandatory matrix convert' -l on -x -d 'Day that is asked about'

complete -c cwp -n '__fish_seen_subcommand_from next talk' -l role -x -a 'own (__cwp_codes role-categories)' -d 'Role category where people start'
complete -c cwp -n '__fish_seen_subcommand_from next' -l goal -x -a '(__cwp_codes role-categories)' -d 'Role category to look for routes to'
complete -c cwp -n '__fish_seen_subcommand_from next' -l routes -x -d 'At most so many routes'
complete -c cwp -n '__fish_seen_subcommand_from next' -l all -d 'Also role categories that no move leads to'

complete -c cwp -n '__fish_seen_subcommand_from plan' -l catalogue -r -F -d 'Courses that may be chosen'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l role -x -a 'own (__cwp_codes role-categories)' -d 'Role category to plan for'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l objective -x -a 'hours cost courses' -d 'What there is to be least of'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l budget -x -d 'At most so many pounds to be paid for one person'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l net-budget -x -d 'At most so many pounds after reimbursement'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l hours -x -d 'At most so many hours for one person'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l most -x -d 'At most so many courses for one person'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l latest -x -d 'Last day on which a course may end'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l funded -d 'Only courses that the scheme funds'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l renew -d 'Also plan for what ends'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l repeat -d 'Also plan for what is under way or booked'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l claim-day -x -d 'Day on which claims are sent in'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l paid-on -x -d 'Day on which courses are paid for'
complete -c cwp -n '__fish_seen_subcommand_from plan' -l nodes -x -d 'Partial plans to look at'

complete -c cwp -n '__fish_seen_subcommand_from talk' -l steps -x -d 'At most so many next steps'

complete -c cwp -n '__fish_seen_subcommand_from form' -a '(__cwp_codes role-categories)'
complete -c cwp -n '__fish_seen_subcommand_from form' -l csv -d 'Print CSV'
complete -c cwp -n '__fish_seen_subcommand_from form' -l own-only -d 'Leave out what the role categories below ask'
complete -c cwp -n '__fish_seen_subcommand_from form portfolio' -l person -x -d 'Whose it is'

complete -c cwp -n '__fish_seen_subcommand_from portfolio' -F
complete -c cwp -n '__fish_seen_subcommand_from portfolio' -l without -x -a 'notes assessors origins unknown' -d 'What to leave out'
complete -c cwp -n '__fish_seen_subcommand_from portfolio' -l output -r -F -d 'File to write the portfolio to'
complete -c cwp -n '__fish_seen_subcommand_from portfolio' -l keep-going -d 'Go on with what could be read'
complete -c cwp -n '__fish_seen_subcommand_from portfolio' -l on -x -d 'Day that is asked about'

complete -c cwp -n '__fish_seen_subcommand_from check' -F
complete -c cwp -n '__fish_seen_subcommand_from check' -l all -d 'List every finding'
complete -c cwp -n '__fish_seen_subcommand_from check' -l fail-on -x -a 'error warning note' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from check' -l strict -d 'Treat warnings as failing'
complete -c cwp -n '__fish_seen_subcommand_from check' -l as -x -a upstream -d 'Whose verdict to show'
complete -c cwp -n '__fish_seen_subcommand_from check' -l csv -d 'Findings as CSV'
complete -c cwp -n '__fish_seen_subcommand_from check' -l stored -x -a 'none all' -d 'What the national service holds already'

complete -c cwp -n '__fish_seen_subcommand_from rota' -F
complete -c cwp -n '__fish_seen_subcommand_from rota' -l rules -r -F -a 'care-home nursing-home home-care supported-living personal-assistant' -d 'What shifts are held against'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l fixes -d 'What would mend blocked shifts'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l demand -d 'What is needed and who has it'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l eligibility -d 'Who could take which shift'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l notes -d 'Show notes too'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l csv -d 'Print CSV'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l fail-on -x -a 'block warn' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from rota' -l keep-going -d 'Go on with what could be read'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -F
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l workers -r -F -d 'Who there is'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l answer -x -a 'own moves gaps readiness course consistency' -d 'What is asked'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l by -x -d 'Columns to group by'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l months -x -d 'How many days, a month apart'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l course -x -d 'What everybody would have learned'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l kind -x -a 'declared trained assessed accredited' -d 'As what it would count'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l job-role -x -d 'Column with the job role'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l setting -x -d 'A practice area that the setting names'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l expiring -x -a '30 60 90 any' -d 'Days within which evidence is expiring'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l least -x -d 'Weakest evidence that meets'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l threads -x -d 'How many threads'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l stream -d 'Read the evidence while the question is answered'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l sorted -d 'Both tables are sorted by worker'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l output -r -F -d 'File to write the answer to'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l csv -d 'Print CSV'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l fail-on -x -a 'must should any findings' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from workforce' -l keep-going -d 'Go on with what could be read'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -F
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l rules -r -F -d 'What is mandatory for whom'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l strict -d 'Take expired training as lacking'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l expiring -x -a '30 60 90 any' -d 'Days within which training is expiring'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l person -x -d 'Only this person'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l lacking -d 'Only people who lack something'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l fail-on -x -a 'lacking expired expiring' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from mandatory' -l keep-going -d 'Go on with what could be read'

complete -c cwp -n '__fish_seen_subcommand_from help' -a 'editions list show search title advert values review tag coverage compare diff assess next plan talk form portfolio carry rota workforce check mandatory matrix convert'
complete -c cwp -n '__fish_seen_subcommand_from matrix' -F
complete -c cwp -n '__fish_seen_subcommand_from matrix' -l write -r -F -d 'Write what the file was taken for'
complete -c cwp -n '__fish_seen_subcommand_from matrix' -l fail-on -x -a 'error warning note' -d 'When to end with exit status 1'
complete -c cwp -n '__fish_seen_subcommand_from assess next plan talk rota workforce check mandatory matrix' -l mapping -r -F -d 'What columns of training matrices mean'
complete -c cwp -n '__fish_seen_subcommand_from convert' -F
complete -c cwp -n '__fish_seen_subcommand_from convert' -l to -x -a 'staff training workplace portfolio portfolio-lines csv wide' -d 'What to make of the files'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l without -x -a 'notes assessors origins unknown' -d 'What to leave out'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l layout -x -a today -d 'Day of the layout to write'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l output -r -F -d 'File or folder to write to'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l codes-of -x -d 'Day on which codes were chosen'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l codes-on -x -d 'Day as of which codes are wanted'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l keep-codes -d 'Leave codes as they are'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l fill-categories -d 'Suggest role categories for a staff file'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l agree -r -F -a 'strong all' -d 'Whose word counts'
complete -c cwp -n '__fish_seen_subcommand_from convert' -l keep-going -d 'Write what could be used'
complete -c cwp -n '__fish_seen_subcommand_from tag coverage' -F
complete -c cwp -n '__fish_seen_subcommand_from tag' -l text -x -d 'Tag this text'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l level -x -d 'With --text: level of the course'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l audience -x -d 'With --text: whom it is for'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l statements -d 'Show the statements too'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l output -r -F -d 'File to write to'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l sure -x -d 'Abstain below this score'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l limit -x -d 'At most so many groups'
complete -c cwp -n '__fish_seen_subcommand_from tag' -l no-known -d 'Go by the words alone'
complete -c cwp -n '__fish_seen_subcommand_from tag coverage' -l least -x -d 'Least score that counts'
complete -c cwp -n '__fish_seen_subcommand_from tag coverage' -l csv -d 'Print CSV'
complete -c cwp -n '__fish_seen_subcommand_from coverage' -l all -d 'Show every list whole'
