#include "exchange/asc_findings.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Short names for the columns of the table: ours, then the national service's. */
#define NOTE CWP_SEVERITY_NOTE
#define WARNING CWP_SEVERITY_WARNING
#define ERROR CWP_SEVERITY_ERROR
#define SILENT CWP_SEVERITY_END

static const cwp__rule_row rules[CWP__RULE_END] = {
    [CWP__RULE_FILE_UNREADABLE] = {"FILE-UNREADABLE", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_EMPTY] = {"FILE-EMPTY", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_KIND_UNKNOWN] = {"FILE-KIND-UNKNOWN", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_MALFORMED] = {"FILE-MALFORMED", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_INVALID] = {"FILE-INVALID", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_TOO_LARGE] = {"FILE-TOO-LARGE", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_CANCELLED] = {"FILE-CANCELLED", ERROR, SILENT, "", "{}"},
    [CWP__RULE_FILE_NO_RECORDS] = {"FILE-NO-RECORDS", NOTE, SILENT, "", "the file has a header and no records"},
    [CWP__RULE_PORTFOLIO_REPEATED] = {"PORTFOLIO-REPEATED", ERROR, SILENT, "",
                                      "somebody of this id has been read before; this portfolio is not used"},
    [CWP__RULE_PORTFOLIO_JOINED] = {"PORTFOLIO-JOINED", NOTE, SILENT, "",
                                    "somebody of this id has been read before; what both say is taken together"},
    [CWP__RULE_SELF_PERSON_MISSING] =
        {"SELF-PERSON-MISSING", ERROR, SILENT, "",
         "there are several people in the files, and the form does not say whose it is; it is not used"},
    [CWP__RULE_SELF_PERSON_UNKNOWN] = {"SELF-PERSON-UNKNOWN", ERROR, SILENT, "",
                                       "nobody in the files, or more than one, has this id; the form is not used"},
    [CWP__RULE_PATHWAY_CHECKED] = {"PATHWAY-CHECKED", NOTE, SILENT, "",
                                   "the framework file is in order; it was only checked, and names nobody"},

    [CWP__RULE_HEADER_HISTORIC] =
        {"ASC-HEADER-HISTORIC", NOTE, SILENT, "",
         "the header is that of {}, which the national service no longer takes; its columns are read by their names"},
    [CWP__RULE_HEADER_BLANK_TAIL] =
        {"ASC-HEADER-BLANK-TAIL", NOTE, SILENT, "",
         "the header ends in cells without a name, for which the national service does not know the file"},
    [CWP__RULE_ROW_SHORT] = {"ASC-ROW-SHORT", WARNING, SILENT, "",
                             "the row ends {} cells before the header does; they are taken as blank"},
    [CWP__RULE_ROW_LONG] =
        {"ASC-ROW-LONG", ERROR, SILENT, "",
         "the row has {} cells more than the header, so its values do not stand under their names (is a text with a "
         "comma in it not in quotes?); the row is not used"},
    [CWP__RULE_TEXT_NOT_UTF8] = {"ASC-TEXT-NOT-UTF8", WARNING, SILENT, "",
                                 "the text is not UTF-8; the value is not used"},
    [CWP__RULE_CODE_INEXACT] = {"ASC-CODE-INEXACT", WARNING, SILENT, "",
                                "not exactly a code: the national service takes this as {}; here it is not used"},
    [CWP__RULE_CODE_PADDED] = {"ASC-CODE-PADDED", NOTE, SILENT, "",
                               "the code has zeros in front and is taken as {}, as the national service does"},
    [CWP__RULE_KEY_NOT_UTF8] = {"ASC-KEY-NOT-UTF8", ERROR, SILENT, "", "the key is not UTF-8; the row is not used"},
    [CWP__RULE_KEY_TOO_LONG] =
        {"ASC-KEY-TOO-LONG", ERROR, SILENT, "",
         "the keys of workplace and worker have more than 199 bytes together; the row is not used"},
    [CWP__RULE_LIST_LENGTH] = {"ASC-LIST-LENGTH", WARNING, SILENT, "", "more than 128 items, {}; the list is not used"},
    [CWP__RULE_ITEM_INEXACT] = {"ASC-ITEM-INEXACT", NOTE, SILENT, "",
                                "item {} does not end behind its number, or is signed or padded: the national service "
                                "takes what stands in front"},
    [CWP__RULE_COLUMN_RETIRED] = {"ASC-COLUMN-RETIRED", NOTE, SILENT, "",
                                  "the national service no longer has this column; the value is not used"},

    [CWP__RULE_WORKPLACE_LOCALESTID_MISSING] = {"ASC-WORKPLACE-LOCALESTID-MISSING", ERROR, ERROR, "1010",
                                                "there is no workplace key; the row is not used"},
    [CWP__RULE_WORKPLACE_LOCALESTID_LENGTH] =
        {"ASC-WORKPLACE-LOCALESTID-LENGTH", NOTE, ERROR, "1010",
         "{} characters, where the national service takes fewer than 50; it is used as it is"},
    [CWP__RULE_WORKPLACE_LOCALESTID_REPEATED] =
        {"ASC-WORKPLACE-LOCALESTID-REPEATED", ERROR, ERROR, "998",
         "this workplace has been read before{}; spaces do not tell keys apart; the row is not used"},
    [CWP__RULE_WORKPLACE_STATUS_UNKNOWN] =
        {"ASC-WORKPLACE-STATUS-UNKNOWN", WARNING, ERROR, "1020",
         "none of NEW, UPDATE, UNCHECKED, NOCHANGE, DELETE; the row is used as UPDATE"},
    [CWP__RULE_WORKPLACE_STATUS_NOT_STORED] =
        {"ASC-WORKPLACE-STATUS-NOT-STORED", NOTE, ERROR, "1020",
         "the national service holds no such workplace yet and wants NEW; the row is used all the same"},
    [CWP__RULE_WORKPLACE_STATUS_STORED] =
        {"ASC-WORKPLACE-STATUS-STORED", NOTE, ERROR, "1020",
         "the national service holds this workplace already and wants another STATUS; the row is used all the same"},
    [CWP__RULE_WORKPLACE_STATUS_DELETE] =
        {"ASC-WORKPLACE-STATUS-DELETE", NOTE, SILENT, "",
         "the row asks for the workplace's record to be removed; nothing more of it is checked"},
    [CWP__RULE_WORKPLACE_ESTNAME_MISSING] = {"ASC-WORKPLACE-ESTNAME-MISSING", NOTE, ERROR, "1030", "there is no name"},
    [CWP__RULE_WORKPLACE_ESTNAME_LENGTH] = {"ASC-WORKPLACE-ESTNAME-LENGTH", NOTE, ERROR, "1030",
                                            "{} characters, where the national service takes up to 120"},
    [CWP__RULE_WORKPLACE_ADDRESS1_MISSING] = {"ASC-WORKPLACE-ADDRESS1-MISSING", NOTE, ERROR, "1040",
                                              "the first line of the address is missing"},
    [CWP__RULE_WORKPLACE_ADDRESS1_LENGTH] = {"ASC-WORKPLACE-ADDRESS1-LENGTH", NOTE, ERROR, "1040",
                                             "{} characters, where the national service takes up to 40"},
    [CWP__RULE_WORKPLACE_ADDRESS2_LENGTH] = {"ASC-WORKPLACE-ADDRESS2-LENGTH", NOTE, ERROR, "1045",
                                             "{} characters, where the national service takes up to 40"},
    [CWP__RULE_WORKPLACE_ADDRESS3_LENGTH] = {"ASC-WORKPLACE-ADDRESS3-LENGTH", NOTE, ERROR, "1050",
                                             "{} characters, where the national service takes up to 40"},
    [CWP__RULE_WORKPLACE_POSTTOWN_LENGTH] = {"ASC-WORKPLACE-POSTTOWN-LENGTH", NOTE, ERROR, "1055",
                                             "{} characters, where the national service takes up to 40"},
    [CWP__RULE_WORKPLACE_POSTCODE_MISSING] = {"ASC-WORKPLACE-POSTCODE-MISSING", NOTE, ERROR, "1060",
                                              "no postcode is given"},
    [CWP__RULE_WORKPLACE_POSTCODE_LENGTH] = {"ASC-WORKPLACE-POSTCODE-LENGTH", WARNING, ERROR, "1060",
                                             "{} characters, where the national service takes up to 10"},
    [CWP__RULE_WORKPLACE_POSTCODE_FORM] = {"ASC-WORKPLACE-POSTCODE-FORM", WARNING, ERROR, "1060",
                                           "not a postcode with one space in it"},
    [CWP__RULE_WORKPLACE_ESTTYPE_UNKNOWN] = {"ASC-WORKPLACE-ESTTYPE-UNKNOWN", WARNING, ERROR, "1070",
                                             "none of the codes 1, 3, 6, 7, 8, one of which must be given"},
    [CWP__RULE_WORKPLACE_OTHERTYPE_MISSING] = {"ASC-WORKPLACE-OTHERTYPE-MISSING", NOTE, WARNING, "2070",
                                               "ESTTYPE 8 (other) wants a description, and there is none"},
    [CWP__RULE_WORKPLACE_OTHERTYPE_LENGTH] = {"ASC-WORKPLACE-OTHERTYPE-LENGTH", WARNING, ERROR, "1070",
                                              "{} characters, where the national service takes up to 240"},
    [CWP__RULE_WORKPLACE_OTHERTYPE_NOT_NEEDED] = {"ASC-WORKPLACE-OTHERTYPE-NOT-NEEDED", WARNING, WARNING, "2070",
                                                  "given although ESTTYPE is not 8; the value is not used"},
    [CWP__RULE_WORKPLACE_PERMCQC_UNKNOWN] = {"ASC-WORKPLACE-PERMCQC-UNKNOWN", WARNING, ERROR, "1080",
                                             "neither 0 nor 1 nor blank; the value is not used"},
    [CWP__RULE_WORKPLACE_PERMLA_UNKNOWN] = {"ASC-WORKPLACE-PERMLA-UNKNOWN", WARNING, ERROR, "1090",
                                            "neither 0 nor 1 nor blank; the value is not used"},
    [CWP__RULE_WORKPLACE_REGTYPE_UNKNOWN] = {"ASC-WORKPLACE-REGTYPE-UNKNOWN", WARNING, ERROR, "1100",
                                             "neither 0 nor 2, one of which must be given"},
    [CWP__RULE_WORKPLACE_REGTYPE_NOT_CQC] =
        {"ASC-WORKPLACE-REGTYPE-NOT-CQC", WARNING, ERROR, "1100",
         "2 says that the workplace is CQC regulated, and its main service is not one of those that are"},
    [CWP__RULE_WORKPLACE_REGTYPE_CQC] =
        {"ASC-WORKPLACE-REGTYPE-CQC", WARNING, ERROR, "1100",
         "0 says that the workplace is not CQC regulated, and its main service is one of those that are"},
    [CWP__RULE_WORKPLACE_PROVNUM_MISSING] = {"ASC-WORKPLACE-PROVNUM-MISSING", NOTE, ERROR, "1105",
                                             "a CQC regulated workplace wants a provider number"},
    [CWP__RULE_WORKPLACE_PROVNUM_FORM] = {"ASC-WORKPLACE-PROVNUM-FORM", WARNING, ERROR, "1105",
                                          "not a digit, a hyphen and 8 to 12 digits"},
    [CWP__RULE_WORKPLACE_PROVNUM_NOT_NEEDED] =
        {"ASC-WORKPLACE-PROVNUM-NOT-NEEDED", WARNING, WARNING, "2105",
         "given although the workplace is not CQC regulated; the value is not used"},
    [CWP__RULE_WORKPLACE_LOCATIONID_MISSING] =
        {"ASC-WORKPLACE-LOCATIONID-MISSING", NOTE, ERROR, "1110",
         "a CQC regulated workplace other than a head office wants a location id"},
    [CWP__RULE_WORKPLACE_LOCATIONID_FORM] = {"ASC-WORKPLACE-LOCATIONID-FORM", WARNING, ERROR, "1110",
                                             "not a digit, a hyphen and 8 to 12 digits"},
    [CWP__RULE_WORKPLACE_LOCATIONID_NOT_NEEDED] =
        {"ASC-WORKPLACE-LOCATIONID-NOT-NEEDED", WARNING, WARNING, "2110",
         "given although the workplace is not CQC regulated; the value is not used"},
    [CWP__RULE_WORKPLACE_LOCATIONID_REPEATED] = {"ASC-WORKPLACE-LOCATIONID-REPEATED", WARNING, ERROR, "998",
                                                 "another workplace of these files has this location id{}"},
    [CWP__RULE_WORKPLACE_MAINSERVICE_MISSING] = {"ASC-WORKPLACE-MAINSERVICE-MISSING", WARNING, ERROR, "1000",
                                                 "no main service is given"},
    [CWP__RULE_WORKPLACE_MAINSERVICE_UNKNOWN] = {"ASC-WORKPLACE-MAINSERVICE-UNKNOWN", WARNING, ERROR, "1000",
                                                 "no code of a service"},
    [CWP__RULE_WORKPLACE_ALLSERVICES_MAINSERVICE] = {"ASC-WORKPLACE-ALLSERVICES-MAINSERVICE", WARNING, ERROR, "1120",
                                                     "the main service is not among the services"},
    [CWP__RULE_WORKPLACE_ALLSERVICES_NONE] = {"ASC-WORKPLACE-ALLSERVICES-NONE", WARNING, ERROR, "1121",
                                              "0 says that there are no other services, and there are"},
    [CWP__RULE_WORKPLACE_ALLSERVICES_FORM] = {"ASC-WORKPLACE-ALLSERVICES-FORM", WARNING, ERROR, "1120",
                                              "an item is blank or not a number"},
    [CWP__RULE_WORKPLACE_ALLSERVICES_COUNT] = {"ASC-WORKPLACE-ALLSERVICES-COUNT", WARNING, ERROR, "1120",
                                               "ALLSERVICES and SERVICEDESC do not have the same number of items"},
    [CWP__RULE_WORKPLACE_ALLSERVICES_UNKNOWN] = {"ASC-WORKPLACE-ALLSERVICES-UNKNOWN", WARNING, ERROR, "1120",
                                                 "{} is no code of a service"},
    [CWP__RULE_WORKPLACE_SERVICEDESC_LENGTH] = {"ASC-WORKPLACE-SERVICEDESC-LENGTH", WARNING, ERROR, "1120",
                                                "item {} has more than 120 characters"},
    [CWP__RULE_WORKPLACE_SERVICEDESC_NOT_NEEDED] =
        {"ASC-WORKPLACE-SERVICEDESC-NOT-NEEDED", WARNING, SILENT, "",
         "item {} describes a service that takes no description; it is not used"},
    [CWP__RULE_WORKPLACE_SERVICEUSERS_FORM] = {"ASC-WORKPLACE-SERVICEUSERS-FORM", WARNING, WARNING, "2130",
                                               "an item is blank or not a number; none of them is used"},
    [CWP__RULE_WORKPLACE_SERVICEUSERS_COUNT] = {"ASC-WORKPLACE-SERVICEUSERS-COUNT", WARNING, ERROR, "1130",
                                                "SERVICEUSERS and OTHERUSERDESC do not have the same number of items"},
    [CWP__RULE_WORKPLACE_SERVICEUSERS_UNKNOWN] = {"ASC-WORKPLACE-SERVICEUSERS-UNKNOWN", WARNING, WARNING, "1130",
                                                  "{} is no code of people who use services; it is not used"},
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_MISSING] = {"ASC-WORKPLACE-OTHERUSERDESC-MISSING", NOTE, WARNING, "2130",
                                                   "item {} wants a description, and there is none"},
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_LENGTH] = {"ASC-WORKPLACE-OTHERUSERDESC-LENGTH", WARNING, ERROR, "1130",
                                                  "item {} has more than 120 characters"},
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_NOT_NEEDED] =
        {"ASC-WORKPLACE-OTHERUSERDESC-NOT-NEEDED", WARNING, SILENT, "",
         "item {} describes people who take no description; it is not used"},
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_ALONE] = {"ASC-WORKPLACE-OTHERUSERDESC-ALONE", WARNING, SILENT, "",
                                                 "given without SERVICEUSERS; the value is not used"},
    [CWP__RULE_WORKPLACE_DHA_UNKNOWN] = {"ASC-WORKPLACE-DHA-UNKNOWN", WARNING, WARNING, "2510",
                                         "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_DHA_MAINSERVICE] =
        {"ASC-WORKPLACE-DHA-MAINSERVICE", WARNING, WARNING, "2520",
         "the national service asks nobody of this main service about delegated healthcare; the value is not used"},
    [CWP__RULE_WORKPLACE_DHAACTIVITIES_NOT_NEEDED] = {"ASC-WORKPLACE-DHAACTIVITIES-NOT-NEEDED", WARNING, WARNING,
                                                      "2530", "given although DHA is not 1; the value is not used"},
    [CWP__RULE_WORKPLACE_DHAACTIVITIES_UNKNOWN] =
        {"ASC-WORKPLACE-DHAACTIVITIES-UNKNOWN", WARNING, WARNING, "2530",
         "{} is no code of an activity, or stands beside 999; it is not used"},
    [CWP__RULE_WORKPLACE_CAPACITY_COUNT] = {"ASC-WORKPLACE-CAPACITY-COUNT", WARNING, ERROR, "1140",
                                            "CAPACITY and UTILISATION do not have the same number of items"},
    [CWP__RULE_WORKPLACE_CAPACITY_SERVICES] = {"ASC-WORKPLACE-CAPACITY-SERVICES", WARNING, ERROR, "1140",
                                               "CAPACITY does not have as many items as ALLSERVICES has services"},
    [CWP__RULE_WORKPLACE_CAPACITY_RANGE] = {"ASC-WORKPLACE-CAPACITY-RANGE", WARNING, ERROR, "1140",
                                            "item {} is not a whole number under 9,999"},
    [CWP__RULE_WORKPLACE_CAPACITY_NOT_NEEDED] = {"ASC-WORKPLACE-CAPACITY-NOT-NEEDED", WARNING, ERROR, "1140",
                                                 "item {} is for a service that is not asked for its capacity"},
    [CWP__RULE_WORKPLACE_UTILISATION_RANGE] = {"ASC-WORKPLACE-UTILISATION-RANGE", WARNING, ERROR, "1140",
                                               "item {} is not a whole number under 9,999"},
    [CWP__RULE_WORKPLACE_UTILISATION_NOT_NEEDED] = {"ASC-WORKPLACE-UTILISATION-NOT-NEEDED", WARNING, ERROR, "1140",
                                                    "item {} is for a service that is not asked for its use"},
    [CWP__RULE_WORKPLACE_TOTALPERMTEMP_RANGE] = {"ASC-WORKPLACE-TOTALPERMTEMP-RANGE", WARNING, ERROR, "1200",
                                                 "not a whole number from 0 to 999, which must be given"},
    [CWP__RULE_WORKPLACE_TOTALPERMTEMP_ZERO] = {"ASC-WORKPLACE-TOTALPERMTEMP-ZERO", WARNING, ERROR, "1200",
                                                "0 staff in a workplace that is not a head office"},
    [CWP__RULE_WORKPLACE_TOTALPERMTEMP_DIFFERS] = {"ASC-WORKPLACE-TOTALPERMTEMP-DIFFERS", NOTE, WARNING, "2200",
                                                   "the staff files have {} rows of this workplace"},
    [CWP__RULE_WORKPLACE_ALLJOBROLES_MISSING] =
        {"ASC-WORKPLACE-ALLJOBROLES-MISSING", WARNING, ERROR, "1280",
         "starters, leavers or vacancies are given, and no job roles that they belong to"},
    [CWP__RULE_WORKPLACE_ALLJOBROLES_FORM] = {"ASC-WORKPLACE-ALLJOBROLES-FORM", WARNING, ERROR, "1280",
                                              "an item is blank or not a number"},
    [CWP__RULE_WORKPLACE_ALLJOBROLES_UNKNOWN] = {"ASC-WORKPLACE-ALLJOBROLES-UNKNOWN", WARNING, ERROR, "1280",
                                                 "{} is no code of a job role"},
    [CWP__RULE_WORKPLACE_STARTERS_COUNT] = {"ASC-WORKPLACE-STARTERS-COUNT", WARNING, ERROR, "1310",
                                            "STARTERS does not have as many items as ALLJOBROLES, and is not 999"},
    [CWP__RULE_WORKPLACE_STARTERS_RANGE] = {"ASC-WORKPLACE-STARTERS-RANGE", WARNING, ERROR, "1310",
                                            "item {} is not a whole number from 0 to 999"},
    [CWP__RULE_WORKPLACE_STARTERS_MANY] = {"ASC-WORKPLACE-STARTERS-MANY", NOTE, WARNING, "2310",
                                           "more starters in a year than the {} staff that there are"},
    [CWP__RULE_WORKPLACE_LEAVERS_COUNT] = {"ASC-WORKPLACE-LEAVERS-COUNT", WARNING, ERROR, "1320",
                                           "LEAVERS does not have as many items as ALLJOBROLES, and is not 999"},
    [CWP__RULE_WORKPLACE_LEAVERS_RANGE] = {"ASC-WORKPLACE-LEAVERS-RANGE", WARNING, ERROR, "1320",
                                           "item {} is not a whole number from 0 to 999"},
    [CWP__RULE_WORKPLACE_LEAVERS_MANY] = {"ASC-WORKPLACE-LEAVERS-MANY", NOTE, WARNING, "2320",
                                          "as many leavers in a year as the {} staff that there are, or more"},
    [CWP__RULE_WORKPLACE_VACANCIES_COUNT] = {"ASC-WORKPLACE-VACANCIES-COUNT", WARNING, ERROR, "1300",
                                             "VACANCIES does not have as many items as ALLJOBROLES, and is not 999"},
    [CWP__RULE_WORKPLACE_VACANCIES_RANGE] = {"ASC-WORKPLACE-VACANCIES-RANGE", WARNING, ERROR, "1300",
                                             "item {} is not a whole number from 0 to 999"},
    [CWP__RULE_WORKPLACE_VACANCIES_MANY] = {"ASC-WORKPLACE-VACANCIES-MANY", NOTE, WARNING, "2300",
                                            "as many vacancies as the {} staff that there are, or more"},
    [CWP__RULE_WORKPLACE_VACANCIES_NOT_CQC] =
        {"ASC-WORKPLACE-VACANCIES-NOT-CQC", WARNING, WARNING, "2180",
         "a vacancy for a registered manager in a workplace that is not CQC regulated; it is not used"},
    [CWP__RULE_WORKPLACE_VACANCIES_NO_MANAGER] =
        {"ASC-WORKPLACE-VACANCIES-NO-MANAGER", NOTE, WARNING, "2301",
         "a CQC regulated workplace without a registered manager in the staff files, and no vacancy for one"},
    [CWP__RULE_WORKPLACE_TURNOVER_NOT_USED] = {"ASC-WORKPLACE-TURNOVER-NOT-USED", WARNING, SILENT, "",
                                               "there are no job roles that can be used for it; the national service "
                                               "takes 0 and 999 alone then, and drops the rest"},
    [CWP__RULE_WORKPLACE_REASONS_FORM] = {"ASC-WORKPLACE-REASONS-FORM", WARNING, ERROR, "1360",
                                          "an item is blank or not a number"},
    [CWP__RULE_WORKPLACE_REASONS_UNKNOWN] = {"ASC-WORKPLACE-REASONS-UNKNOWN", NOTE, SILENT, "",
                                             "{} is no code of a reason"},
    [CWP__RULE_WORKPLACE_REASONS_NOT_USED] = {"ASC-WORKPLACE-REASONS-NOT-USED", WARNING, SILENT, "",
                                              "reasons for leaving without leavers; they are not used"},
    [CWP__RULE_WORKPLACE_REASONNOS_FORM] = {"ASC-WORKPLACE-REASONNOS-FORM", WARNING, ERROR, "1360",
                                            "an item is blank or not a number"},
    [CWP__RULE_WORKPLACE_REASONNOS_COUNT] = {"ASC-WORKPLACE-REASONNOS-COUNT", WARNING, ERROR, "1360",
                                             "REASONS and REASONNOS do not have the same number of items"},
    [CWP__RULE_WORKPLACE_REASONNOS_SUM] = {"ASC-WORKPLACE-REASONNOS-SUM", WARNING, ERROR, "1360",
                                           "the numbers do not add up to the leavers, of whom there are {}"},
    [CWP__RULE_WORKPLACE_REPEATTRAINING_UNKNOWN] = {"ASC-WORKPLACE-REPEATTRAINING-UNKNOWN", WARNING, WARNING, "2420",
                                                    "none of the codes 1 to 4; the value is not used"},
    [CWP__RULE_WORKPLACE_CWPAWARE_UNKNOWN] = {"ASC-WORKPLACE-CWPAWARE-UNKNOWN", WARNING, WARNING, "2480",
                                              "none of the codes 1 to 4, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_CWPUSE_UNKNOWN] = {"ASC-WORKPLACE-CWPUSE-UNKNOWN", WARNING, WARNING, "2490",
                                            "it does not begin with 1, 2 or 999; the value is not used"},
    [CWP__RULE_WORKPLACE_CWPUSE_REASON_UNKNOWN] = {"ASC-WORKPLACE-CWPUSE-REASON-UNKNOWN", WARNING, WARNING, "2490",
                                                   "{} is no code of a reason; it is not used, the others are"},
    [CWP__RULE_WORKPLACE_CWPUSE_REASON_REPEATED] = {"ASC-WORKPLACE-CWPUSE-REASON-REPEATED", NOTE, SILENT, "",
                                                    "reason {} stands there more than once; it counts once"},
    [CWP__RULE_WORKPLACE_CWPUSE_REASONS_NOT_USED] = {"ASC-WORKPLACE-CWPUSE-REASONS-NOT-USED", WARNING, SILENT, "",
                                                     "reasons belong to 1 (yes) only; they are not used"},
    [CWP__RULE_WORKPLACE_CWPUSE_NOT_AWARE] = {"ASC-WORKPLACE-CWPUSE-NOT-AWARE", NOTE, SILENT, "",
                                              "CWPAWARE says that the pathway is not known or nothing of it; on screen "
                                              "the national service would not ask for its use"},
    [CWP__RULE_WORKPLACE_CWPUSEDESC_LENGTH] =
        {"ASC-WORKPLACE-CWPUSEDESC-LENGTH", WARNING, WARNING, "2500",
         "{} characters, where the national service takes up to 120; the value is not used"},
    [CWP__RULE_WORKPLACE_CWPUSEDESC_NOT_NEEDED] =
        {"ASC-WORKPLACE-CWPUSEDESC-NOT-NEEDED", WARNING, WARNING, "2500",
         "given although reason 10 is not among those of CWPUSE; the value is not used"},
    [CWP__RULE_WORKPLACE_SICKPAY_UNKNOWN] = {"ASC-WORKPLACE-SICKPAY-UNKNOWN", WARNING, WARNING, "2450",
                                             "neither 0 nor 1 nor unknown; the value is not used"},
    [CWP__RULE_WORKPLACE_PENSION_UNKNOWN] = {"ASC-WORKPLACE-PENSION-UNKNOWN", WARNING, WARNING, "2460",
                                             "neither 0 nor 1 nor unknown; the value is not used"},
    [CWP__RULE_WORKPLACE_ACTUALCONT_RANGE] = {"ASC-WORKPLACE-ACTUALCONT-RANGE", WARNING, WARNING, "2540",
                                              "not a number above 3 and up to 100; the value is not used"},
    [CWP__RULE_WORKPLACE_ACTUALCONT_NOT_NEEDED] = {"ASC-WORKPLACE-ACTUALCONT-NOT-NEEDED", WARNING, WARNING, "2541",
                                                   "given although PENSION is not 1; the value is not used"},
    [CWP__RULE_WORKPLACE_OPTOUTPEN_UNKNOWN] = {"ASC-WORKPLACE-OPTOUTPEN-UNKNOWN", WARNING, WARNING, "2550",
                                               "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_HOLIDAY_FORM] = {"ASC-WORKPLACE-HOLIDAY-FORM", WARNING, WARNING, "2470",
                                          "something other than digits; the value is not used"},
    [CWP__RULE_WORKPLACE_SLEEPINS_UNKNOWN] = {"ASC-WORKPLACE-SLEEPINS-UNKNOWN", WARNING, WARNING, "2560",
                                              "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_SLEEPINS_MAINSERVICE] =
        {"ASC-WORKPLACE-SLEEPINS-MAINSERVICE", WARNING, WARNING, "2561",
         "nobody of this main service is asked about sleep-ins; the value is not used"},
    [CWP__RULE_WORKPLACE_SLEEPINPAY_UNKNOWN] = {"ASC-WORKPLACE-SLEEPINPAY-UNKNOWN", WARNING, WARNING, "2570",
                                                "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_SLEEPINPAY_MAINSERVICE] =
        {"ASC-WORKPLACE-SLEEPINPAY-MAINSERVICE", WARNING, WARNING, "2571",
         "nobody of this main service is asked about sleep-ins; the value is not used"},
    [CWP__RULE_WORKPLACE_SLEEPINPAY_NOT_NEEDED] = {"ASC-WORKPLACE-SLEEPINPAY-NOT-NEEDED", WARNING, WARNING, "2572",
                                                   "given although SLEEPINS is not 1; the value is not used"},
    [CWP__RULE_WORKPLACE_TRAVELTIME_UNKNOWN] = {"ASC-WORKPLACE-TRAVELTIME-UNKNOWN", WARNING, WARNING, "2580",
                                                "none of the codes 1 to 6, 999; the value is not used"},
    [CWP__RULE_WORKPLACE_TRAVELTIME_MAINSERVICE] =
        {"ASC-WORKPLACE-TRAVELTIME-MAINSERVICE", WARNING, WARNING, "2581",
         "nobody of this main service is asked about travel time; the value is not used"},
    [CWP__RULE_WORKPLACE_TTDIFFRATE_RANGE] = {"ASC-WORKPLACE-TTDIFFRATE-RANGE", WARNING, WARNING, "2590",
                                              "not a number from 2.5 to 200; the value is not used"},
    [CWP__RULE_WORKPLACE_TTDIFFRATE_MAINSERVICE] =
        {"ASC-WORKPLACE-TTDIFFRATE-MAINSERVICE", WARNING, WARNING, "2591",
         "nobody of this main service is asked about travel time; the value is not used"},
    [CWP__RULE_WORKPLACE_TTDIFFRATE_NOT_NEEDED] = {"ASC-WORKPLACE-TTDIFFRATE-NOT-NEEDED", WARNING, WARNING, "2592",
                                                   "given although TRAVELTIME is not 3; the value is not used"},

    [CWP__RULE_STAFF_LOCALESTID_MISSING] = {"ASC-STAFF-LOCALESTID-MISSING", ERROR, ERROR, "1010",
                                            "there is no workplace key; the row is not used"},
    [CWP__RULE_STAFF_LOCALESTID_LENGTH] =
        {"ASC-STAFF-LOCALESTID-LENGTH", NOTE, ERROR, "1010",
         "{} characters, where the national service takes fewer than 50; it is used as it is"},
    [CWP__RULE_STAFF_LOCALESTID_NO_WORKPLACE] =
        {"ASC-STAFF-LOCALESTID-NO-WORKPLACE", NOTE, ERROR, "997",
         "no workplace of this key is in the workplace files; the row is used all the same"},
    [CWP__RULE_STAFF_UNIQUEWORKERID_MISSING] = {"ASC-STAFF-UNIQUEWORKERID-MISSING", ERROR, ERROR, "1020",
                                                "there is no worker key; the row is not used"},
    [CWP__RULE_STAFF_UNIQUEWORKERID_LENGTH] =
        {"ASC-STAFF-UNIQUEWORKERID-LENGTH", NOTE, ERROR, "1020",
         "{} characters, where the national service takes fewer than 50; it is used as it is"},
    [CWP__RULE_STAFF_UNIQUEWORKERID_REPEATED] =
        {"ASC-STAFF-UNIQUEWORKERID-REPEATED", ERROR, ERROR, "998",
         "this worker has been read before{}; spaces do not tell keys apart; the row is not used"},
    [CWP__RULE_STAFF_UNIQUEWORKERID_COLLIDES] = {"ASC-STAFF-UNIQUEWORKERID-COLLIDES", NOTE, ERROR, "998",
                                                 "the national service joins the two keys and cannot tell this worker "
                                                 "from another{}; here they are two people"},
    [CWP__RULE_STAFF_CHGUNIQUEWRKID_REPEATED] =
        {"ASC-STAFF-CHGUNIQUEWRKID-REPEATED", NOTE, ERROR, "998",
         "the new key is that of another worker, now or before; it is not used here"},
    [CWP__RULE_STAFF_CHGUNIQUEWRKID_LENGTH] =
        {"ASC-STAFF-CHGUNIQUEWRKID-LENGTH", NOTE, ERROR, "1030",
         "{} characters, where the national service takes fewer than 50; the new key is not used here"},
    [CWP__RULE_STAFF_TRANSFERSTAFFRECORD_NEW] =
        {"ASC-STAFF-TRANSFERSTAFFRECORD-NEW", NOTE, ERROR, "1400",
         "only a worker that the national service holds can be moved; the move is not used here"},
    [CWP__RULE_STAFF_TRANSFERSTAFFRECORD_NO_WORKPLACE] = {"ASC-STAFF-TRANSFERSTAFFRECORD-NO-WORKPLACE", NOTE, ERROR,
                                                          "1401",
                                                          "no workplace of this key that the national service holds is "
                                                          "in the workplace files; the move is not used here"},
    [CWP__RULE_STAFF_TRANSFERSTAFFRECORD_TAKEN] =
        {"ASC-STAFF-TRANSFERSTAFFRECORD-TAKEN", NOTE, ERROR, "1402",
         "somebody in the workplace that this worker moves to has the same key; the move is not used here"},
    [CWP__RULE_STAFF_TRANSFERSTAFFRECORD_TWICE] =
        {"ASC-STAFF-TRANSFERSTAFFRECORD-TWICE", NOTE, ERROR, "1403",
         "a new worker, or another who moves, would have the same key in that workplace; the move is not used here"},
    [CWP__RULE_STAFF_STATUS_UNKNOWN] = {"ASC-STAFF-STATUS-UNKNOWN", WARNING, ERROR, "1040",
                                        "none of NEW, UPDATE, UNCHECKED, NOCHANGE, DELETE; the row is used as UPDATE"},
    [CWP__RULE_STAFF_STATUS_NOT_STORED] =
        {"ASC-STAFF-STATUS-NOT-STORED", NOTE, ERROR, "1040",
         "the national service holds no such worker yet and wants NEW; the row is used all the same"},
    [CWP__RULE_STAFF_STATUS_STORED] =
        {"ASC-STAFF-STATUS-STORED", NOTE, ERROR, "1040",
         "the national service holds this worker already and wants another STATUS; the row is used all the same"},
    [CWP__RULE_STAFF_STATUS_DELETE] =
        {"ASC-STAFF-STATUS-DELETE", NOTE, SILENT, "",
         "the row asks for the worker's record to be removed; the worker and their training are left out"},
    [CWP__RULE_STAFF_DISPLAYID_MISSING] = {"ASC-STAFF-DISPLAYID-MISSING", NOTE, ERROR, "1050",
                                           "there is no name or number to show; it is not needed here"},
    [CWP__RULE_STAFF_DISPLAYID_LENGTH] =
        {"ASC-STAFF-DISPLAYID-LENGTH", NOTE, ERROR, "1050",
         "{} characters, where the national service takes fewer than 50; it is not needed here"},

    [CWP__RULE_STAFF_NINUMBER_FORM] =
        {"ASC-STAFF-NINUMBER-FORM", WARNING, ERROR, "1060",
         "not two letters, six digits and perhaps a letter; the value is not used (only its form is shown)"},
    [CWP__RULE_STAFF_NINUMBER_HOURS] = {"ASC-STAFF-NINUMBER-HOURS", NOTE, ERROR, "5570",
                                        "{} rows have this number, with more than 75 hours a week in all"},
    [CWP__RULE_STAFF_POSTCODE_MISSING] = {"ASC-STAFF-POSTCODE-MISSING", NOTE, WARNING, "3070", "no postcode is given"},
    [CWP__RULE_STAFF_POSTCODE_FORM] =
        {"ASC-STAFF-POSTCODE-FORM", WARNING, ERROR, "1070",
         "not a postcode with one space in it; the value is not used (only its form is shown)"},
    [CWP__RULE_STAFF_DOB_MISSING] = {"ASC-STAFF-DOB-MISSING", NOTE, WARNING, "3080", "no date of birth is given"},
    [CWP__RULE_STAFF_DOB_FORM] = {"ASC-STAFF-DOB-FORM", WARNING, WARNING, "3080",
                                  "not a date DD/MM/YYYY; the value is not used (only its form is shown)"},
    [CWP__RULE_STAFF_DOB_LENIENT] =
        {"ASC-STAFF-DOB-LENIENT", NOTE, SILENT, "",
         "not written DD/MM/YYYY, yet taken as a date, as the national service does (only its form is shown)"},
    [CWP__RULE_STAFF_DOB_AGE] =
        {"ASC-STAFF-DOB-AGE", WARNING, WARNING, "3080",
         "the worker would be under 14 or over 100 years old; the value is not used (only its form is shown)"},
    [CWP__RULE_STAFF_GENDER_UNKNOWN] = {"ASC-STAFF-GENDER-UNKNOWN", WARNING, ERROR, "1090",
                                        "none of the codes 1 to 4; the value is not used"},
    [CWP__RULE_STAFF_ETHNICITY_UNKNOWN] = {"ASC-STAFF-ETHNICITY-UNKNOWN", WARNING, ERROR, "1100",
                                           "no code of an ethnicity; the value is not used"},
    [CWP__RULE_STAFF_NATIONALITY_UNKNOWN] = {"ASC-STAFF-NATIONALITY-UNKNOWN", WARNING, ERROR, "1110",
                                             "no code of a nationality; the value is not used"},
    [CWP__RULE_STAFF_BRITISHCITIZENSHIP_NOT_NEEDED] =
        {"ASC-STAFF-BRITISHCITIZENSHIP-NOT-NEEDED", WARNING, WARNING, "3120",
         "given although the nationality is British; the value is not used"},
    [CWP__RULE_STAFF_BRITISHCITIZENSHIP_UNKNOWN] = {"ASC-STAFF-BRITISHCITIZENSHIP-UNKNOWN", WARNING, ERROR, "1120",
                                                    "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_COUNTRYOFBIRTH_UNKNOWN] = {"ASC-STAFF-COUNTRYOFBIRTH-UNKNOWN", WARNING, ERROR, "1130",
                                                "no code of a country; the value is not used"},
    [CWP__RULE_STAFF_YEAROFENTRY_FORM] = {"ASC-STAFF-YEAROFENTRY-FORM", WARNING, ERROR, "1380",
                                          "not a year of four digits; the value is not used"},
    [CWP__RULE_STAFF_YEAROFENTRY_FUTURE] = {"ASC-STAFF-YEAROFENTRY-FUTURE", WARNING, ERROR, "1380",
                                            "the year is in the future; the value is not used"},
    [CWP__RULE_STAFF_YEAROFENTRY_BEFORE_BIRTH] = {"ASC-STAFF-YEAROFENTRY-BEFORE-BIRTH", WARNING, ERROR, "1380",
                                                  "the year is before the year of birth; the value is not used"},
    [CWP__RULE_STAFF_YEAROFENTRY_NOT_NEEDED] =
        {"ASC-STAFF-YEAROFENTRY-NOT-NEEDED", WARNING, WARNING, "3380",
         "given although the country of birth is missing or the United Kingdom; the value is not used"},
    [CWP__RULE_STAFF_DISABLED_UNKNOWN] = {"ASC-STAFF-DISABLED-UNKNOWN", WARNING, ERROR, "1150",
                                          "none of the codes 0 to 3; the value is not used"},
    [CWP__RULE_STAFF_RECSOURCE_UNKNOWN] = {"ASC-STAFF-RECSOURCE-UNKNOWN", WARNING, ERROR, "1180",
                                           "no code of a source of recruitment; the value is not used"},
    [CWP__RULE_STAFF_HANDCVISA_NOT_NEEDED] =
        {"ASC-STAFF-HANDCVISA-NOT-NEEDED", WARNING, WARNING, "5570",
         "given for a worker who by nationality and citizenship needs no visa; the value is not used"},
    [CWP__RULE_STAFF_HANDCVISA_UNKNOWN] = {"ASC-STAFF-HANDCVISA-UNKNOWN", WARNING, WARNING, "5570",
                                           "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_INOUTUK_NOT_NEEDED] =
        {"ASC-STAFF-INOUTUK-NOT-NEEDED", WARNING, WARNING, "5580",
         "given for a worker who has no health and care visa; the value is not used"},
    [CWP__RULE_STAFF_INOUTUK_UNKNOWN] = {"ASC-STAFF-INOUTUK-UNKNOWN", WARNING, WARNING, "5580",
                                         "none of the codes 1, 2, 999; the value is not used"},

    [CWP__RULE_STAFF_STARTDATE_MISSING] = {"ASC-STAFF-STARTDATE-MISSING", NOTE, WARNING, "2000",
                                           "no start date is given"},
    [CWP__RULE_STAFF_STARTDATE_FORM] = {"ASC-STAFF-STARTDATE-FORM", WARNING, WARNING, "3190",
                                        "not a date DD/MM/YYYY; the value is not used"},
    [CWP__RULE_STAFF_STARTDATE_NO_SUCH_DAY] =
        {"ASC-STAFF-STARTDATE-NO-SUCH-DAY", WARNING, SILENT, "",
         "there is no such day; the value is not used (the national service takes it and stores an invalid date)"},
    [CWP__RULE_STAFF_STARTDATE_FUTURE] = {"ASC-STAFF-STARTDATE-FUTURE", WARNING, WARNING, "3190",
                                          "the day is in the future; the value is not used"},
    [CWP__RULE_STAFF_STARTDATE_TOO_YOUNG] = {"ASC-STAFF-STARTDATE-TOO-YOUNG", WARNING, WARNING, "3190",
                                             "the day is before the worker's 14th birthday; the value is not used"},
    [CWP__RULE_STAFF_STARTDATE_BEFORE_ENTRY] =
        {"ASC-STAFF-STARTDATE-BEFORE-ENTRY", WARNING, WARNING, "3190",
         "the day is before the year in which the worker came to the country; the value is not used"},
    [CWP__RULE_STAFF_STARTINSECT_MISSING] = {"ASC-STAFF-STARTINSECT-MISSING", NOTE, WARNING, "3200",
                                             "no year is given in which the worker began in the sector"},
    [CWP__RULE_STAFF_STARTINSECT_FORM] = {"ASC-STAFF-STARTINSECT-FORM", WARNING, WARNING, "3200",
                                          "neither a year of four digits nor 999; the value is not used"},
    [CWP__RULE_STAFF_STARTINSECT_INEXACT] =
        {"ASC-STAFF-STARTINSECT-INEXACT", WARNING, SILENT, "",
         "neither a year of four digits nor 999: the national service takes this as {}; here it is not used"},
    [CWP__RULE_STAFF_STARTINSECT_AFTER_START] = {"ASC-STAFF-STARTINSECT-AFTER-START", WARNING, WARNING, "3200",
                                                 "the year is after the start date; the value is not used"},
    [CWP__RULE_STAFF_STARTINSECT_TOO_YOUNG] = {"ASC-STAFF-STARTINSECT-TOO-YOUNG", WARNING, WARNING, "3200",
                                               "the year is before the worker's 14th birthday; the value is not used"},
    [CWP__RULE_STAFF_DHA_UNKNOWN] = {"ASC-STAFF-DHA-UNKNOWN", WARNING, WARNING, "5660",
                                     "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_DHA_JOB_ROLE] =
        {"ASC-STAFF-DHA-JOB-ROLE", NOTE, WARNING, "5661",
         "the national service asks nobody of this job role about delegated healthcare; it drops the value"},
    [CWP__RULE_STAFF_DHA_MAINSERVICE] =
        {"ASC-STAFF-DHA-MAINSERVICE", NOTE, WARNING, "5662",
         "the national service asks nobody in this main service about delegated healthcare; it drops the value"},
    [CWP__RULE_STAFF_DHA_WORKPLACE] = {"ASC-STAFF-DHA-WORKPLACE", NOTE, WARNING, "5663",
                                       "the workplace says that its staff do not carry out delegated healthcare; the "
                                       "national service drops the value"},
    [CWP__RULE_STAFF_APPRENTICE_UNKNOWN] = {"ASC-STAFF-APPRENTICE-UNKNOWN", WARNING, WARNING, "3210",
                                            "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_EMPLSTATUS_UNKNOWN] = {"ASC-STAFF-EMPLSTATUS-UNKNOWN", WARNING, ERROR, "1220",
                                            "none of the codes 1, 2, 3, 4, 7, one of which must be given"},
    [CWP__RULE_STAFF_ZEROHRCONT_MISSING] = {"ASC-STAFF-ZEROHRCONT-MISSING", NOTE, WARNING, "3230",
                                            "contracted hours are given, but not whether the contract is without "
                                            "hours"},
    [CWP__RULE_STAFF_ZEROHRCONT_UNKNOWN] = {"ASC-STAFF-ZEROHRCONT-UNKNOWN", WARNING, ERROR, "1230",
                                            "none of the codes 1, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_ZEROHRCONT_HOURS] =
        {"ASC-STAFF-ZEROHRCONT-HOURS", WARNING, ERROR, "1230",
         "contracted hours are given with a contract that has none or of which it is not known; neither is used"},
    [CWP__RULE_STAFF_ZEROHRCONT_NO_HOURS] = {"ASC-STAFF-ZEROHRCONT-NO-HOURS", NOTE, WARNING, "3230",
                                             "no contracted hours, yet a contract that is said to have hours"},
    [CWP__RULE_STAFF_DAYSSICK_RANGE] = {"ASC-STAFF-DAYSSICK-RANGE", WARNING, WARNING, "1240",
                                        "neither 0 to 366 in half days nor 999; the value is not used"},
    [CWP__RULE_STAFF_SALARYINT_UNKNOWN] = {"ASC-STAFF-SALARYINT-UNKNOWN", WARNING, ERROR, "1250",
                                           "none of the codes 1, 3, 999; the value is not used"},
    [CWP__RULE_STAFF_SALARY_BASIS] = {"ASC-STAFF-SALARY-BASIS", WARNING, ERROR, "1251",
                                      "a salary is given, but SALARYINT is not 1; the value is not used"},
    [CWP__RULE_STAFF_SALARY_NOT_NEEDED] = {"ASC-STAFF-SALARY-NOT-NEEDED", WARNING, WARNING, "3260",
                                           "given although SALARYINT is 999; the value is not used"},
    [CWP__RULE_STAFF_SALARY_RANGE] = {"ASC-STAFF-SALARY-RANGE", WARNING, ERROR, "1260",
                                      "not whole pounds from 500 to {}; the value is not used"},
    [CWP__RULE_STAFF_SALARY_FULL_TIME] =
        {"ASC-STAFF-SALARY-FULL-TIME", NOTE, WARNING, "1260",
         "somebody in the same job role has this salary for full time; is it what full time would earn?"},
    [CWP__RULE_STAFF_HOURLYRATE_BASIS] = {"ASC-STAFF-HOURLYRATE-BASIS", WARNING, ERROR, "1252",
                                          "an hourly rate is given, but SALARYINT is not 3; the value is not used"},
    [CWP__RULE_STAFF_HOURLYRATE_NOT_NEEDED] = {"ASC-STAFF-HOURLYRATE-NOT-NEEDED", WARNING, WARNING, "3270",
                                               "given although SALARYINT is 999; the value is not used"},
    [CWP__RULE_STAFF_HOURLYRATE_FORM] = {"ASC-STAFF-HOURLYRATE-FORM", WARNING, ERROR, "1270",
                                         "not a number with at most two decimals; the value is not used"},
    [CWP__RULE_STAFF_MAINJOBROLE_UNKNOWN] = {"ASC-STAFF-MAINJOBROLE-UNKNOWN", WARNING, ERROR, "1280",
                                             "no code of a job role, one of which must be given"},
    [CWP__RULE_STAFF_MAINJOBROLE_RETIRED] =
        {"ASC-STAFF-MAINJOBROLE-RETIRED", NOTE, ERROR, "1280",
         "the national service no longer takes this job role; it is read as the one that took its place, {}"},
    [CWP__RULE_STAFF_MAINJOBROLE_NOT_CQC] =
        {"ASC-STAFF-MAINJOBROLE-NOT-CQC", NOTE, ERROR, "1280",
         "a registered manager in a workplace that is not CQC regulated, or not among the workplaces; used as it is"},
    [CWP__RULE_STAFF_MAINJRDESC_MISSING] = {"ASC-STAFF-MAINJRDESC-MISSING", NOTE, ERROR, "1290",
                                            "the job role wants a description, and there is none"},
    [CWP__RULE_STAFF_MAINJRDESC_LENGTH] = {"ASC-STAFF-MAINJRDESC-LENGTH", NOTE, ERROR, "1290",
                                           "{} characters, where the national service takes fewer than 120"},
    [CWP__RULE_STAFF_MAINJRDESC_NOT_NEEDED] = {"ASC-STAFF-MAINJRDESC-NOT-NEEDED", WARNING, WARNING, "3290",
                                               "the job role takes no description; the value is not used"},
    [CWP__RULE_STAFF_CONTHOURS_NOT_NEEDED] =
        {"ASC-STAFF-CONTHOURS-NOT-NEEDED", WARNING, WARNING, "3300",
         "given for a contract that has no contracted hours; the value is not used"},
    [CWP__RULE_STAFF_CONTHOURS_RANGE] = {"ASC-STAFF-CONTHOURS-RANGE", WARNING, WARNING, "3300",
                                         "neither 0 to 75 in half hours nor 999; the value is not used"},
    [CWP__RULE_STAFF_AVGHOURS_NOT_NEEDED] = {"ASC-STAFF-AVGHOURS-NOT-NEEDED", WARNING, WARNING, "3310",
                                             "given for a contract that has contracted hours; the value is not used"},
    [CWP__RULE_STAFF_AVGHOURS_RANGE] = {"ASC-STAFF-AVGHOURS-RANGE", WARNING, WARNING, "3310",
                                        "neither 0 to 75 in half hours nor 999; the value is not used"},
    [CWP__RULE_STAFF_NMCREG_MISSING] = {"ASC-STAFF-NMCREG-MISSING", NOTE, WARNING, "3340",
                                        "no part of the nursing register is given for a registered nurse"},
    [CWP__RULE_STAFF_NMCREG_NOT_NEEDED] = {"ASC-STAFF-NMCREG-NOT-NEEDED", WARNING, WARNING, "3340",
                                           "given for a job role other than registered nurse; the value is not used"},
    [CWP__RULE_STAFF_NMCREG_UNKNOWN] = {"ASC-STAFF-NMCREG-UNKNOWN", WARNING, WARNING, "3340",
                                        "none of the codes 1 to 5; the value is not used"},
    [CWP__RULE_STAFF_AMHP_MISSING] = {"ASC-STAFF-AMHP-MISSING", NOTE, WARNING, "3380", "not given for a social worker"},
    [CWP__RULE_STAFF_AMHP_NOT_NEEDED] = {"ASC-STAFF-AMHP-NOT-NEEDED", WARNING, WARNING, "3380",
                                         "given for a job role other than social worker; the value is not used"},
    [CWP__RULE_STAFF_AMHP_UNKNOWN] = {"ASC-STAFF-AMHP-UNKNOWN", WARNING, WARNING, "3380",
                                      "none of the codes 1, 2, 999; the value is not used"},

    [CWP__RULE_STAFF_CARECERT_UNKNOWN] = {"ASC-STAFF-CARECERT-UNKNOWN", WARNING, ERROR, "1160",
                                          "none of the codes 1, 2, 3; the value is not used"},
    [CWP__RULE_STAFF_L2CARECERT_UNKNOWN] = {"ASC-STAFF-L2CARECERT-UNKNOWN", WARNING, WARNING, "5590",
                                            "none of 1, 1;YYYY, 2, 3; the value is not used"},
    [CWP__RULE_STAFF_L2CARECERT_2_YEAR] = {"ASC-STAFF-L2CARECERT-2-YEAR", WARNING, WARNING, "5600",
                                           "2 (started) takes no year; the value is not used"},
    [CWP__RULE_STAFF_L2CARECERT_3_YEAR] = {"ASC-STAFF-L2CARECERT-3-YEAR", WARNING, WARNING, "5610",
                                           "3 (no) takes no year; the value is not used"},
    [CWP__RULE_STAFF_L2CARECERT_YEAR_EARLY] =
        {"ASC-STAFF-L2CARECERT-YEAR-EARLY", WARNING, WARNING, "5620",
         "there was no such certificate before 2024; the year is not used, the answer is"},
    [CWP__RULE_STAFF_L2CARECERT_YEAR_FUTURE] = {"ASC-STAFF-L2CARECERT-YEAR-FUTURE", WARNING, WARNING, "5630",
                                                "the year is in the future; the year is not used, the answer is"},
    [CWP__RULE_STAFF_L2CARECERT_YEAR_FORM] = {"ASC-STAFF-L2CARECERT-YEAR-FORM", WARNING, WARNING, "5640",
                                              "what follows the semicolon is no year; it is not used, the answer is"},
    [CWP__RULE_STAFF_SCQUAL_MISSING] = {"ASC-STAFF-SCQUAL-MISSING", NOTE, WARNING, "3360",
                                        "not given whether the worker holds a social care qualification"},
    [CWP__RULE_STAFF_SCQUAL_UNKNOWN] = {"ASC-STAFF-SCQUAL-UNKNOWN", WARNING, ERROR, "1360",
                                        "none of 1;LEVEL, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_SCQUAL_LEVEL_MISSING] = {"ASC-STAFF-SCQUAL-LEVEL-MISSING", WARNING, ERROR, "1360",
                                              "1 wants a level behind a semicolon; the value is not used"},
    [CWP__RULE_STAFF_SCQUAL_LEVEL_REGULATED] =
        {"ASC-STAFF-SCQUAL-LEVEL-REGULATED", NOTE, WARNING, "3360",
         "the job role is a regulated profession, for which the level of the qualification is wanted"},
    [CWP__RULE_STAFF_SCQUAL_LEVEL_UNKNOWN] = {"ASC-STAFF-SCQUAL-LEVEL-UNKNOWN", WARNING, WARNING, "1360",
                                              "no code of a qualification level; the level is not used"},
    [CWP__RULE_STAFF_NONSCQUAL_UNKNOWN] = {"ASC-STAFF-NONSCQUAL-UNKNOWN", WARNING, ERROR, "1370",
                                           "none of 1;LEVEL, 2, 999; the value is not used"},
    [CWP__RULE_STAFF_NONSCQUAL_LEVEL_UNKNOWN] = {"ASC-STAFF-NONSCQUAL-LEVEL-UNKNOWN", WARNING, WARNING, "1370",
                                                 "no code of a qualification level; the level is not used"},
    [CWP__RULE_STAFF_CWPCATEGORY_UNKNOWN] = {"ASC-STAFF-CWPCATEGORY-UNKNOWN", WARNING, WARNING, "5650",
                                             "none of the codes 1 to 7, 998, 999; the value is not used"},
    [CWP__RULE_STAFF_CWPCATEGORY_NO_ROLE] = {"ASC-STAFF-CWPCATEGORY-NO-ROLE", WARNING, SILENT, "",
                                             "the edition in use has no role category of this code; the value is not "
                                             "used"},
    [CWP__RULE_STAFF_CWPCATEGORY_DIFFERS] = {"ASC-STAFF-CWPCATEGORY-DIFFERS", NOTE, SILENT, "",
                                             "the job role suggests another role category, {}; the recorded one is "
                                             "used"},
    [CWP__RULE_STAFF_CWPCATEGORY_NONE_DIFFERS] = {"ASC-STAFF-CWPCATEGORY-NONE-DIFFERS", NOTE, SILENT, "",
                                                  "none of the role categories, though the job role suggests {}"},
    [CWP__RULE_STAFF_CWPCATEGORY_MANAGER_NEW] = {"ASC-STAFF-CWPCATEGORY-MANAGER-NEW", NOTE, SILENT, "",
                                                 "new to care, though the job role is {}; it is used as it is"},
    [CWP__RULE_STAFF_CWPCATEGORY_NEW_FOR_LONG] =
        {"ASC-STAFF-CWPCATEGORY-NEW-FOR-LONG", NOTE, SILENT, "",
         "new to care, which lasts about a year, though the worker has been in {}; it is used as it is"},
    [CWP__RULE_STAFF_CWPCATEGORY_SUPERVISES] =
        {"ASC-STAFF-CWPCATEGORY-SUPERVISES", NOTE, SILENT, "",
         "enhanced care workers do not supervise, and the job role is {}; it is used as it is"},
    [CWP__RULE_STAFF_QUALACH_UNKNOWN] = {"ASC-STAFF-QUALACH-UNKNOWN", WARNING, ERROR, "5010/5030/5050",
                                         "no code of a qualification; the value is not used"},
    [CWP__RULE_STAFF_QUALACH_YEAR_MISSING] = {"ASC-STAFF-QUALACH-YEAR-MISSING", NOTE, WARNING, "5015/5035/5055",
                                              "no year is given; the qualification counts without one"},
    [CWP__RULE_STAFF_QUALACH_YEAR_FORM] =
        {"ASC-STAFF-QUALACH-YEAR-FORM", WARNING, ERROR, "5015/5035/5055",
         "what follows the semicolon is no year; the qualification counts without one"},
    [CWP__RULE_STAFF_QUALACH_YEAR_RANGE] =
        {"ASC-STAFF-QUALACH-YEAR-RANGE", WARNING, ERROR, "5015/5035/5055",
         "the year is in the future or more than 100 years ago; the qualification is not used"},
    [CWP__RULE_STAFF_QUALACH_NOTES_LENGTH] = {"ASC-STAFF-QUALACH-NOTES-LENGTH", WARNING, WARNING, "5020/5040/5060",
                                              "more than 120 characters; the notes are not used"},
    [CWP__RULE_STAFF_QUALACH_NOTES_ALONE] = {"ASC-STAFF-QUALACH-NOTES-ALONE", WARNING, SILENT, "",
                                             "notes without a qualification; they are not used"},

    [CWP__RULE_TRAINING_LOCALESTID_MISSING] = {"ASC-TRAINING-LOCALESTID-MISSING", ERROR, ERROR, "1000",
                                               "there is no workplace key; the row is not used"},
    [CWP__RULE_TRAINING_LOCALESTID_LENGTH] =
        {"ASC-TRAINING-LOCALESTID-LENGTH", NOTE, ERROR, "1000",
         "{} characters, where the national service takes up to 50; it is used as it is"},
    [CWP__RULE_TRAINING_LOCALESTID_NO_WORKPLACE] = {"ASC-TRAINING-LOCALESTID-NO-WORKPLACE", NOTE, ERROR, "997",
                                                    "no workplace of this key is in the workplace files"},
    [CWP__RULE_TRAINING_UNIQUEWORKERID_MISSING] = {"ASC-TRAINING-UNIQUEWORKERID-MISSING", ERROR, ERROR, "1010",
                                                   "there is no worker key; the row is not used"},
    [CWP__RULE_TRAINING_UNIQUEWORKERID_LENGTH] =
        {"ASC-TRAINING-UNIQUEWORKERID-LENGTH", NOTE, ERROR, "1010",
         "{} characters, where the national service takes up to 50; it is used as it is"},
    [CWP__RULE_TRAINING_UNIQUEWORKERID_NO_WORKER] = {"ASC-TRAINING-UNIQUEWORKERID-NO-WORKER", ERROR, ERROR, "996",
                                                     "this worker is in no staff file; the row is not used"},
    [CWP__RULE_TRAINING_CATEGORY_MISSING] = {"ASC-TRAINING-CATEGORY-MISSING", ERROR, ERROR, "1050",
                                             "no category is given; the row is not used"},
    [CWP__RULE_TRAINING_CATEGORY_UNKNOWN] =
        {"ASC-TRAINING-CATEGORY-UNKNOWN", ERROR, ERROR, "1050",
         "no code of a training category (the national service says that none is given); the row is not used"},
    [CWP__RULE_TRAINING_CATEGORY_INEXACT] =
        {"ASC-TRAINING-CATEGORY-INEXACT", ERROR, SILENT, "",
         "not exactly a code: the national service takes this as {}; here the row is not used"},
    [CWP__RULE_TRAINING_TRAININGNAME_LENGTH] =
        {"ASC-TRAINING-TRAININGNAME-LENGTH", NOTE, ERROR, "1040",
         "{} characters, where the national service takes up to 120; it is used as it is"},
    [CWP__RULE_TRAINING_ACCREDITED_UNKNOWN] = {"ASC-TRAINING-ACCREDITED-UNKNOWN", WARNING, ERROR, "1060",
                                               "none of the codes 0, 1, 999; the value is not used"},
    [CWP__RULE_TRAINING_WHODELIVERED_UNKNOWN] = {"ASC-TRAINING-WHODELIVERED-UNKNOWN", WARNING, ERROR, "1080",
                                                 "neither 1 nor 2; the value is not used"},
    [CWP__RULE_TRAINING_PROVIDERNAME_NOT_NEEDED] = {"ASC-TRAINING-PROVIDERNAME-NOT-NEEDED", WARNING, WARNING, "2090",
                                                    "given although WHODELIVERED is not 2; the value is not used"},
    [CWP__RULE_TRAINING_PROVIDERNAME_UNKNOWN] = {"ASC-TRAINING-PROVIDERNAME-UNKNOWN", WARNING, ERROR, "1090",
                                                 "no code of a provider of training; the value is not used"},
    [CWP__RULE_TRAINING_HOWDELIVERED_UNKNOWN] = {"ASC-TRAINING-HOWDELIVERED-UNKNOWN", WARNING, ERROR, "1100",
                                                 "neither 1 nor 2; the value is not used"},
    [CWP__RULE_TRAINING_VALIDITY_UNKNOWN] = {"ASC-TRAINING-VALIDITY-UNKNOWN", WARNING, ERROR, "1110",
                                             "neither none nor 1 to 999 months; the value is not used"},
    [CWP__RULE_TRAINING_VALIDITY_DIFFERS] =
        {"ASC-TRAINING-VALIDITY-DIFFERS", WARNING, WARNING, "2110",
         "the expiry date is not the one that follows from the months, {}; the expiry date is used"},
    [CWP__RULE_TRAINING_VALIDITY_NONE] =
        {"ASC-TRAINING-VALIDITY-NONE", WARNING, WARNING, "2110",
         "none says that it does not expire, yet there is an expiry date; the expiry date is used"},
    [CWP__RULE_TRAINING_DATECOMPLETED_FORM] = {"ASC-TRAINING-DATECOMPLETED-FORM", WARNING, ERROR, "1020",
                                               "not a date DD/MM/YYYY; the value is not used"},
    [CWP__RULE_TRAINING_DATECOMPLETED_FUTURE] = {"ASC-TRAINING-DATECOMPLETED-FUTURE", ERROR, ERROR, "1020",
                                                 "the day is in the future; the row is not used"},
    [CWP__RULE_TRAINING_DATECOMPLETED_TOO_YOUNG] = {"ASC-TRAINING-DATECOMPLETED-TOO-YOUNG", ERROR, ERROR, "1080",
                                                    "the day is before the worker's 14th birthday; the row is not "
                                                    "used"},
    [CWP__RULE_TRAINING_EXPIRYDATE_FORM] = {"ASC-TRAINING-EXPIRYDATE-FORM", WARNING, ERROR, "1030",
                                            "not a date DD/MM/YYYY; the value is not used"},
    [CWP__RULE_TRAINING_EXPIRYDATE_BEFORE] = {"ASC-TRAINING-EXPIRYDATE-BEFORE", WARNING, ERROR, "1030",
                                              "not after the day of completion; the value is not used"},
    [CWP__RULE_TRAINING_END_UNKNOWN] =
        {"ASC-TRAINING-END-UNKNOWN", ERROR, SILENT, "",
         "it expires, but the day cannot be told from DATECOMPLETED, EXPIRYDATE and VALIDITY; the row is not used"},
    [CWP__RULE_TRAINING_NOTES_LENGTH] = {"ASC-TRAINING-NOTES-LENGTH", NOTE, ERROR, "1070",
                                         "{} characters, where the national service takes up to 1,000; they are used "
                                         "as they are"},

    [CWP__RULE_CONVERT_COLUMN_LOST] = {"ASC-CONVERT-COLUMN-LOST", WARNING, SILENT, "",
                                       "the layout of {} has no such column; the value is left out"},
    [CWP__RULE_CONVERT_COLUMN_BLANK] = {"ASC-CONVERT-COLUMN-BLANK", NOTE, SILENT, "",
                                        "the file has no such column; in the layout of {} it is blank"},
    [CWP__RULE_CONVERT_RECODED] = {"ASC-CONVERT-RECODED", NOTE, SILENT, "", "the code is now {}, and is written so"},
    [CWP__RULE_CONVERT_CODE_MEANING] = {"ASC-CONVERT-CODE-MEANING", NOTE, SILENT, "",
                                        "the code {}; it is kept as it is"},
    [CWP__RULE_CONVERT_CODE_TWICE] =
        {"ASC-CONVERT-CODE-TWICE", NOTE, SILENT, "",
         "the code is now {}, which stands in the list already; it is kept as it is, to be put together by hand"},

    [CWP__RULE_FILL_CELL_MISSING] = {"ASC-FILL-CELL-MISSING", WARNING, SILENT, "",
                                     "the row ends before this column, so no role category can be filled in"},
    [CWP__RULE_FILL_NOT_LOOKED_AT] = {"ASC-FILL-NOT-LOOKED-AT", NOTE, SILENT, "",
                                      "the national service does not look at the role category of such a row"},
    [CWP__RULE_FILL_ROW_DIFFERS] = {"ASC-FILL-ROW-DIFFERS", ERROR, SILENT, "",
                                    "the staff file has no row of this number for this worker; the answer is not used"},
    [CWP__RULE_FILL_ANSWER_UNKNOWN] =
        {"ASC-FILL-ANSWER-UNKNOWN", ERROR, SILENT, "",
         "neither yes nor no nor one of the codes 1 to 7, 998 and 999; the answer is not used"},
    [CWP__RULE_FILL_NOTHING_SUGGESTED] = {"ASC-FILL-NOTHING-SUGGESTED", ERROR, SILENT, "",
                                          "agreed to, though nothing is suggested; the answer is not used"},

    [CWP__RULE_WIDE_SHAPE] = {"WIDE-SHAPE", NOTE, SILENT, "",
                              "a row a worker has only the latest day of each training and no expiry: what came of "
                              "it never expires here"},
    [CWP__RULE_WIDE_COLUMNS_NOT_USED] = {"WIDE-COLUMNS-NOT-USED", NOTE, SILENT, "", "{} columns are not used here"},
    [CWP__RULE_WIDE_CODE_UNKNOWN] = {"WIDE-CODE-UNKNOWN", WARNING, SILENT, "",
                                     "no code of a training category or qualification; the column is not used"},
    [CWP__RULE_WIDE_VALUE_UNKNOWN] = {"WIDE-VALUE-UNKNOWN", WARNING, SILENT, "",
                                      "not what stands in such a column; the value is not used"},
    [CWP__RULE_WIDE_FLAG_DIFFERS] = {"WIDE-FLAG-DIFFERS", WARNING, SILENT, "",
                                     "the flag and the count do not agree; the count is used"},
    [CWP__RULE_WIDE_DAY_FUTURE] = {"WIDE-DAY-FUTURE", WARNING, SILENT, "",
                                   "the day is in the future; the training is not used"},
    [CWP__RULE_WIDE_WORKER_MISSING] = {"WIDE-WORKER-MISSING", ERROR, SILENT, "",
                                       "there is no worker id; the row is not used"},
    [CWP__RULE_WIDE_WORKER_REPEATED] = {"WIDE-WORKER-REPEATED", ERROR, SILENT, "",
                                        "this worker has been read before; the row is not used"},
};

/*
 * What the national service does about it, where it is not what its severity says: an error rejects the files, a
 * warning drops the value, and what it says nothing of it accepts. {} stands for the detail of the message.
 */
static const char *const actions[CWP__RULE_END] = {
    [CWP__RULE_FILE_UNREADABLE] = "",
    [CWP__RULE_FILE_EMPTY] = "file not known",
    [CWP__RULE_FILE_KIND_UNKNOWN] = "file not known",
    [CWP__RULE_FILE_MALFORMED] = "upload fails",
    [CWP__RULE_FILE_INVALID] = "",
    [CWP__RULE_FILE_TOO_LARGE] = "",
    [CWP__RULE_FILE_CANCELLED] = "",
    [CWP__RULE_PORTFOLIO_REPEATED] = "",
    [CWP__RULE_PORTFOLIO_JOINED] = "",
    [CWP__RULE_SELF_PERSON_MISSING] = "",
    [CWP__RULE_SELF_PERSON_UNKNOWN] = "",
    [CWP__RULE_PATHWAY_CHECKED] = "",
    [CWP__RULE_HEADER_HISTORIC] = "file not known",
    [CWP__RULE_HEADER_BLANK_TAIL] = "file not known",
    [CWP__RULE_ROW_SHORT] = "upload fails",
    [CWP__RULE_ROW_LONG] = "values taken under the wrong names",
    [CWP__RULE_TEXT_NOT_UTF8] = "bytes replaced",
    [CWP__RULE_CODE_INEXACT] = "taken as {}",
    [CWP__RULE_CODE_PADDED] = "taken as {}",
    [CWP__RULE_KEY_NOT_UTF8] = "bytes replaced",
    [CWP__RULE_STAFF_STATUS_DELETE] = "record removed",
    [CWP__RULE_STAFF_POSTCODE_MISSING] = "accepted",
    [CWP__RULE_STAFF_DOB_MISSING] = "accepted",
    [CWP__RULE_STAFF_STARTDATE_MISSING] = "accepted",
    [CWP__RULE_STAFF_STARTDATE_NO_SUCH_DAY] = "kept as an invalid date",
    [CWP__RULE_STAFF_STARTINSECT_MISSING] = "accepted",
    [CWP__RULE_STAFF_STARTINSECT_INEXACT] = "taken as {}",
    [CWP__RULE_STAFF_ZEROHRCONT_MISSING] = "accepted",
    [CWP__RULE_STAFF_ZEROHRCONT_NO_HOURS] = "accepted",
    [CWP__RULE_STAFF_NMCREG_MISSING] = "accepted",
    [CWP__RULE_STAFF_AMHP_MISSING] = "accepted",
    [CWP__RULE_STAFF_SCQUAL_MISSING] = "accepted",
    [CWP__RULE_STAFF_SCQUAL_LEVEL_REGULATED] = "accepted",
    [CWP__RULE_STAFF_SCQUAL_LEVEL_UNKNOWN] = "level dropped",
    [CWP__RULE_STAFF_NONSCQUAL_LEVEL_UNKNOWN] = "level dropped",
    [CWP__RULE_STAFF_SALARY_FULL_TIME] = "accepted",
    [CWP__RULE_STAFF_L2CARECERT_2_YEAR] = "answer dropped",
    [CWP__RULE_STAFF_L2CARECERT_3_YEAR] = "answer dropped",
    [CWP__RULE_STAFF_L2CARECERT_YEAR_EARLY] = "year dropped",
    [CWP__RULE_STAFF_L2CARECERT_YEAR_FUTURE] = "year dropped",
    [CWP__RULE_STAFF_L2CARECERT_YEAR_FORM] = "year dropped",
    [CWP__RULE_STAFF_QUALACH_YEAR_MISSING] = "accepted",
    [CWP__RULE_STAFF_QUALACH_NOTES_LENGTH] = "notes dropped",
    [CWP__RULE_STAFF_QUALACH_NOTES_ALONE] = "notes dropped",
    [CWP__RULE_TRAINING_CATEGORY_INEXACT] = "taken as {}",
    [CWP__RULE_TRAINING_VALIDITY_DIFFERS] = "expiry date kept",
    [CWP__RULE_TRAINING_VALIDITY_NONE] = "expiry date kept",
    [CWP__RULE_TRAINING_END_UNKNOWN] = "kept without an end",
    [CWP__RULE_LIST_LENGTH] = "read whole",
    [CWP__RULE_ITEM_INEXACT] = "number taken",
    [CWP__RULE_COLUMN_RETIRED] = "column not known",
    [CWP__RULE_WORKPLACE_STATUS_DELETE] = "record removed",
    [CWP__RULE_WORKPLACE_OTHERTYPE_MISSING] = "stays unanswered",
    [CWP__RULE_WORKPLACE_SERVICEDESC_NOT_NEEDED] = "dropped",
    [CWP__RULE_WORKPLACE_SERVICEUSERS_FORM] = "list dropped",
    [CWP__RULE_WORKPLACE_SERVICEUSERS_UNKNOWN] = "item dropped",
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_MISSING] = "stays unanswered",
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_NOT_NEEDED] = "dropped",
    [CWP__RULE_WORKPLACE_OTHERUSERDESC_ALONE] = "dropped",
    [CWP__RULE_WORKPLACE_DHAACTIVITIES_UNKNOWN] = "item dropped",
    [CWP__RULE_WORKPLACE_TOTALPERMTEMP_DIFFERS] = "accepted",
    [CWP__RULE_WORKPLACE_STARTERS_MANY] = "accepted",
    [CWP__RULE_WORKPLACE_LEAVERS_MANY] = "accepted",
    [CWP__RULE_WORKPLACE_VACANCIES_MANY] = "accepted",
    [CWP__RULE_WORKPLACE_VACANCIES_NOT_CQC] = "item dropped",
    [CWP__RULE_WORKPLACE_VACANCIES_NO_MANAGER] = "accepted",
    [CWP__RULE_WORKPLACE_TURNOVER_NOT_USED] = "dropped",
    [CWP__RULE_WORKPLACE_REASONS_UNKNOWN] = "accepted",
    [CWP__RULE_WORKPLACE_REASONS_NOT_USED] = "dropped",
    [CWP__RULE_WORKPLACE_CWPUSE_REASON_UNKNOWN] = "item dropped",
    [CWP__RULE_WORKPLACE_CWPUSE_REASON_REPEATED] = "counted once",
    [CWP__RULE_WORKPLACE_CWPUSE_REASONS_NOT_USED] = "reasons dropped",
    [CWP__RULE_WORKPLACE_CWPUSE_NOT_AWARE] = "accepted",
};

const char *cwp__rule_action(cwp__rule rule) {
  if (actions[rule] != NULL) return actions[rule];
  if (rules[rule].service == CWP_SEVERITY_END) return "accepted";
  return rules[rule].service == CWP_SEVERITY_ERROR ? "file rejected" : "value dropped";
}

const cwp__rule_row *cwp__rule_at(cwp__rule rule) {
  return &rules[rule];
}

cwp__rule cwp__rule_find(const char *id) {
  for (size_t i = 0; i < CWP__RULE_END; i++)
    if (strcmp(rules[i].id, id) == 0) return (cwp__rule)i;
  return CWP__RULE_END;
}

/* Puts the message together: the first {} of the pattern is the detail. */
static void write_message(const char *pattern, const char *detail, char *out, size_t capacity) {
  const char *gap = strstr(pattern, "{}");
  if (gap == NULL)
    snprintf(out, capacity, "%s", pattern);
  else
    snprintf(out, capacity, "%.*s%s%s", (int)(gap - pattern), pattern, detail != NULL ? detail : "", gap + 2);
}

/* The text as it is safe to show, in less than `size` bytes: itself where it is plain, or else a copy in `room`. */
static const char *safe_text(const char *text, char *room, size_t size) {
  size_t length = 0;
  while (text[length] >= ' ' && text[length] < 0x7F)
    length++;
  if (text[length] == '\0' && length < size) return text;
  cwp__show(room, size, text, strlen(text));
  return room;
}

/* Hands a finding to whoever wants it as it is met, with its texts as safe to show as those of a list. */
static void hand_over(cwp__sink *sink, cwp_finding finding) {
  enum { VALUE_SIZE = 201 };
  char value[VALUE_SIZE];
  char message[CWP_ERROR_MESSAGE_SIZE + 512];
  char action[CWP_ERROR_MESSAGE_SIZE];
  if (sink->is_stopped) return;
  finding.value = safe_text(finding.value, value, sizeof value);
  finding.message = safe_text(finding.message, message, sizeof message);
  finding.upstream_action = safe_text(finding.upstream_action, action, sizeof action);
  sink->is_stopped = sink->found(sink->context, &finding) != 0;
}

static void add(cwp__report *report, cwp__rule rule, const char *column, cwp__span value, const char *upstream,
                const char *detail) {
  if (report->status != CWP_OK) return;
  char message[CWP_ERROR_MESSAGE_SIZE + 256];
  char action[CWP_ERROR_MESSAGE_SIZE];
  char seen[256]; /* more than a finding keeps; the cell itself may be a megabyte */
  write_message(rules[rule].message, detail, message, sizeof message);
  write_message(report->ours_alone ? "not looked at" : cwp__rule_action(rule), detail, action, sizeof action);
  size_t length = value.length < sizeof seen - 1 ? value.length : sizeof seen - 1;
  if (length > 0) memcpy(seen, value.text, length);
  seen[length] = '\0';
  const cwp_finding finding = {
      .id = rules[rule].id,
      .severity = rules[rule].severity,
      .path = report->path,
      .line = report->line,
      .record = report->record,
      .column = column,
      .value = seen,
      .message = message,
      .upstream = report->ours_alone ? "" : upstream,
      .upstream_severity = report->ours_alone || upstream[0] == '\0' ? "" : cwp_severity_name(rules[rule].service),
      .upstream_action = action,
  };
  cwp__sink *sink = report->sink;
  if (sink->found == NULL)
    report->status = cwp_findings_add(sink->findings, &finding, NULL);
  else
    hand_over(sink, finding);
}

void cwp__report_add(cwp__report *report, cwp__rule rule, const char *column, cwp__span value, const char *detail) {
  add(report, rule, column, value, rules[rule].upstream, detail);
}

void cwp__report_number(cwp__report *report, cwp__rule rule, const char *column, cwp__span value, int64_t detail) {
  char text[32];
  snprintf(text, sizeof text, "%" PRId64, detail);
  add(report, rule, column, value, rules[rule].upstream, text);
}

void cwp__report_qualification(cwp__report *report, cwp__rule rule, const char *column, cwp__span value,
                               size_t number) {
  /* "5010/5030/5050": the service has codes for the first three only, and says nothing of further ones. */
  enum { CODE_SIZE = 5 };
  char code[CODE_SIZE] = "";
  const char *codes = rules[rule].upstream;
  if (number * CODE_SIZE <= strlen(codes) + 1) {
    memcpy(code, codes + (number - 1) * CODE_SIZE, CODE_SIZE - 1);
    code[CODE_SIZE - 1] = '\0';
  }
  add(report, rule, column, value, code, NULL);
}

void cwp__report_failure(cwp__report *report, cwp__rule rule, const cwp_error *failure) {
  char message[CWP_ERROR_MESSAGE_SIZE + 64];
  if (failure->column > 0)
    snprintf(message, sizeof message, "%s (at character %" PRIu64 ")", failure->message, failure->column);
  else
    snprintf(message, sizeof message, "%s", failure->message);
  report->line = failure->line;
  report->record = 0;
  add(report, rule, "", (cwp__span){"", 0}, "", message);
}
