/* Stands before the system's fcntl and makes file locks behave as on some network shares.
   NIANBAO_LOCKS: "succeed" lets every lock succeed and lock nothing; a number is the errno every lock fails with.
   NIANBAO_SHARE: the folder that is the share; files elsewhere are locked as ever. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int on_share(int file) {
    const char *share = getenv("NIANBAO_SHARE");
    char link[64], name[4096];
    if (!share)
        return 1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0)
        return 0;
    name[length] = 0;
    return strncmp(name, share, strlen(share)) == 0;
}

static int locked(int command) {
    return command == F_SETLK || command == F_SETLKW || command == F_GETLK || command == F_OFD_SETLK
        || command == F_OFD_SETLKW || command == F_OFD_GETLK;
}

static int call(const char *name, int file, int command, void *argument) {
    static int (*real)(int, int, ...);
    const char *kind = getenv("NIANBAO_LOCKS");
    if (kind && locked(command) && on_share(file)) {
        if (strcmp(kind, "succeed") != 0) {
            errno = atoi(kind);
            return -1;
        }
        if (command == F_GETLK || command == F_OFD_GETLK)
            ((struct flock *)argument)->l_type = F_UNLCK;
        return 0;
    }
    if (!real)
        real = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    return real(file, command, argument);
}

#define STANDS_BEFORE(function)                        \
    int function(int file, int command, ...) {         \
        va_list rest;                                  \
        va_start(rest, command);                       \
        void *argument = va_arg(rest, void *);         \
        va_end(rest);                                  \
        return call(#function, file, command, argument); \
    }

STANDS_BEFORE(fcntl)
STANDS_BEFORE(fcntl64)
