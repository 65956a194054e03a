# Built with the tests so that they do not rot, run by tests/bench/run.sh. The figures are in docs/performance.md.

foreach(name measure pathway plan rota team text title)
  add_executable(bench_${name} bench/${name}.c)
  target_link_libraries(bench_${name} PRIVATE cwp::shared cwp_flags)
endforeach()
# Its malloc goes before the C library's only if the library that it links can see it.
set_target_properties(bench_pathway PROPERTIES C_VISIBILITY_PRESET default)

# One of the claims is a count, not a time, and so a test.
add_test(NAME memory.opening_allocates_nothing COMMAND bench_pathway --count)
set_tests_properties(memory.opening_allocates_nothing PROPERTIES LABELS fast SKIP_RETURN_CODE 77)

# What is counted by tests/bench/workforce_instructions.sh.
add_executable(bench_workforce_instructions bench/workforce_instructions.c)
target_link_libraries(bench_workforce_instructions PRIVATE cwp_test_support)
