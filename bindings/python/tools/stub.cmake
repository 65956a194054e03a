# SWIG takes an output beside others for a list of either; what such a function gives is said by hand where it is used.
file(READ ${stub} text)
string(REGEX REPLACE "\"typing[.]List[^\"]*\"" "typing.Any" text "${text}")
file(WRITE ${stub} "${text}")
