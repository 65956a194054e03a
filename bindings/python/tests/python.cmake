# The Python package, as a user installs it. Included by tests/CMakeLists.txt. The wheel is built once, for all of them.
set(python_tests ${PROJECT_SOURCE_DIR}/bindings/python/tests)
set(python_build ${PROJECT_BINARY_DIR}/python)
set(python_venv ${python_build}/venv/bin)

# cwp_add_python_test(NAME COMMAND...)
function(cwp_add_python_test name)
  add_test(NAME python.${name} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/bindings/python)
  set_tests_properties(python.${name} PROPERTIES LABELS python TIMEOUT 600 SKIP_RETURN_CODE 77
                       FIXTURES_REQUIRED python_wheel)
endfunction()

add_test(NAME python.wheel COMMAND sh ${python_tests}/wheel.sh ${python_build})
set_tests_properties(python.wheel PROPERTIES LABELS python TIMEOUT 1200 SKIP_RETURN_CODE 77 FIXTURES_SETUP python_wheel)
cwp_add_python_test(smoke ${python_build}/empty/bin/python ${python_tests}/smoke.py)
cwp_add_python_test(abi3 sh -c "${python_venv}/abi3audit --strict --summary ${python_build}/wheel/*.whl")
cwp_add_python_test(pytest ${python_venv}/python -m pytest -q -p no:cacheprovider ${python_tests})
# cwp.spark cannot be imported where there is no PySpark; it is skipped then.
cwp_add_python_test(doctest ${python_venv}/python -m pytest -q -p no:cacheprovider --doctest-modules
                    --doctest-ignore-import-errors --pyargs cwp)
cwp_add_python_test(mypy sh ${python_tests}/typing.sh ${python_build} mypy)
cwp_add_python_test(pyright sh ${python_tests}/typing.sh ${python_build} basedpyright)
set(python_examples ${PROJECT_SOURCE_DIR}/examples/python)
cwp_add_python_test(ruff ${python_venv}/ruff check --no-cache --config pyproject.toml . ${python_examples})
cwp_add_python_test(format ${python_venv}/ruff format --no-cache --check --config pyproject.toml . ${python_examples})
cwp_add_python_test(guide ${python_venv}/python -m doctest ${PROJECT_SOURCE_DIR}/docs/python.md)
set_tests_properties(python.guide PROPERTIES WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
# On a cluster of processes, where there is a Java to run it.
cwp_add_python_test(spark sh ${python_tests}/spark/run.sh ${python_build})
set_tests_properties(python.spark PROPERTIES RUN_SERIAL ON TIMEOUT 900)
# The rota by a solver has an environment of its own, and is held to the command.
cwp_add_python_test(solver ${CWP_TEST_PYTHON} ${python_tests}/solver.py ${python_build}/solver
                    $<TARGET_FILE:cwp_command> ${python_build}/wheel)
