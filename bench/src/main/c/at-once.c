/*
 * Starts a program for each of some inputs, all at once, and prints how long each lived, in milliseconds from before its start:
 *
 *     at-once PROGRAM INPUT...
 *
 * An input is a file, the program's standard input, and its name is the CNI_CONTAINERID. A JVM would take longer to start a process than
 * what is measured takes, and hear of its end from another thread. Ends with 1 when one of them failed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 256 };

struct run {
    pid_t process;
    double start;
};

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int start(struct run *run, char *program, const char *input) {
    extern char **environ;
    char *arguments[] = {program, NULL};
    posix_spawn_file_actions_t files;
    if (setenv("CNI_CONTAINERID", basename(input), 1) != 0 || posix_spawn_file_actions_init(&files) != 0
            || posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0) != 0
            || posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0) {
        return -1;
    }
    run->start = now_ms();
    int failed = posix_spawn(&run->process, program, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return failed == 0 ? 0 : -1;
}

int main(int count, char **words) {
    static struct run runs[MOST];
    static double times[MOST];
    int wanted = count - 2;
    if (wanted < 1 || wanted > MOST) {
        fprintf(stderr, "at-once: give a program and 1 to %d inputs\n", MOST);
        return 1;
    }
    for (int i = 0; i < wanted; i++) {
        if (start(&runs[i], words[1], words[i + 2]) < 0) {
            fprintf(stderr, "at-once: %s cannot be started with %s\n", words[1], words[i + 2]);
            return 1;
        }
    }
    int failed = 0;
    for (int ended = 0; ended < wanted; ended++) {
        int status;
        pid_t process = wait(&status);
        double end = now_ms();
        for (int i = 0; i < wanted; i++) {
            if (runs[i].process == process) {
                times[i] = end - runs[i].start;
                if (status != 0) {
                    fprintf(stderr, "at-once: the one with %s ended with status %d\n", words[i + 2], status);
                    failed = 1;
                }
            }
        }
    }
    for (int i = 0; i < wanted; i++) {
        printf("%.3f\n", times[i]);
    }
    return failed;
}
