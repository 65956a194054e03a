#ifndef CWP_EXPORT_H
#define CWP_EXPORT_H

/**
 * @file export.h
 * Marks what the library exports. Everything else is hidden.
 *
 * CWP_STATIC    define it when you link the static library on Windows (CMake and pkg-config do it for you)
 * CWP_BUILDING  defined only while the library itself is compiled
 */

#if defined(CWP_STATIC)
#define CWP_EXPORT
#elif defined(_WIN32)
#if defined(CWP_BUILDING)
#define CWP_EXPORT __declspec(dllexport)
#else
#define CWP_EXPORT __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define CWP_EXPORT __attribute__((visibility("default")))
#else
#define CWP_EXPORT
#endif

/** A function of the public API. */
#define CWP_API CWP_EXPORT

/** A function whose status must be looked at: ignoring it is a warning at compile time. */
#if defined(__cplusplus) && __cplusplus >= 201703L
#define CWP_CHECKED [[nodiscard]] CWP_EXPORT
#elif defined(__GNUC__)
#define CWP_CHECKED __attribute__((warn_unused_result)) CWP_EXPORT
#else
#define CWP_CHECKED CWP_EXPORT
#endif

#endif
