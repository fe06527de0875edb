/*
 * The portmap plugin for nodes where "hostport agent" runs: hands a call to the agent, and prints its answer. The protocol is described
 * in docs/agent.md, and nowhere else.
 *
 * Whenever no agent answers, this becomes the plugin that starts a JVM (the cold one), with the same environment, arguments and standard
 * input. Nothing is printed before an answer is here as a whole, and the agent begins nothing before it is told to: so the cold plugin may
 * always take over.
 */
#define _GNU_SOURCE
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define DEFAULT_SOCKET "/run/hostport4j/agent.sock"
#define SOCKET_VARIABLE "HOSTPORT_AGENT_SOCKET"

/* "HPA" and the version. */
static const char MAGIC[4] = {'H', 'P', 'A', 1};
enum { STDIN_MAX = 256 * 1024, ENVIRONMENT_MAX = 64 * 1024, ANSWER_MAX = 64 * 1024 * 1024, ANSWER_HEADER = 10 };
/* What the cold plugin reads at most before it says that the input is too large. */
enum { COLD_STDIN_MAX = 8 * 1024 * 1024 + 1 };
/* Until the agent takes a call: longer than its start, which a socket unit may have to wait for. */
enum { TAKE_MS = 2000 };
/* Between two signs of life: the agent gives one each second. */
enum { BEAT_MS = 5000 };
/* After a signal, until the answer: as the cold plugin. */
enum { CANCEL_MS = 25000 };

/* At the end of the installed file; before it stands the path of the cold plugin, from the file's folder, and its length. */
static const char TRAILER[] = "\n# The portmap plugin of hostport4j; \"hostport uninstall\" takes it away.\n";

struct bytes {
    char *data;
    size_t size;
    size_t capacity;
};

static char **arguments;
static struct bytes input;
/* Whether standard input was read, and has to be given back. */
static int input_taken;
static int signals = -1;
static sigset_t caught;

static _Noreturn void fail(const char *what) {
    /* Names of files and errors of libc; quotation marks in them would have to be written otherwise. */
    const char *reason = strerror(errno);
    fprintf(stderr, "portmap: %s: %s\n", what, reason);
    printf("{\n    \"cniVersion\": \"1.1.0\",\n    \"code\": 999,\n    \"msg\": \"no agent answers, and the plugin cannot be started: %s: %s\"\n}",
            what, reason);
    exit(1);
}

static int append(struct bytes *to, const void *data, size_t size) {
    if (to->size + size > to->capacity) {
        size_t capacity = (to->size + size) * 2;
        char *larger = realloc(to->data, capacity);
        if (larger == NULL) {
            return -1;
        }
        to->data = larger;
        to->capacity = capacity;
    }
    memcpy(to->data + to->size, data, size);
    to->size += size;
    return 0;
}

/* Reads standard input until its end, or until there are that many bytes. */
static int read_input(size_t limit) {
    char chunk[16384];
    while (input.size < limit) {
        size_t wanted = limit - input.size < sizeof chunk ? limit - input.size : sizeof chunk;
        ssize_t n = read(STDIN_FILENO, chunk, wanted);
        if (n == 0) {
            return 0;
        }
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 || append(&input, chunk, (size_t) n) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The path of the cold plugin: as the installer says, else where a distribution has it. */
static void cold_path(char *path, size_t size) {
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0) {
        fail("find the program itself in /proc");
    }
    self[length] = 0;
    char tail[PATH_MAX + sizeof TRAILER + 4];
    const char *way = "../bin/portmap";
    /* By this name it is there also when an upgrade just replaced it. */
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    off_t end = file < 0 ? 0 : lseek(file, 0, SEEK_END);
    size_t wanted = end < (off_t) sizeof tail ? 0 : sizeof tail;
    if (wanted > 0 && pread(file, tail, wanted, end - (off_t) wanted) == (ssize_t) wanted) {
        const size_t mark = sizeof TRAILER - 1;
        char *position = tail + wanted - mark;
        if (memcmp(position, TRAILER, mark) == 0) {
            uint32_t stored;
            memcpy(&stored, position - 4, 4);
            stored = be32toh(stored);
            if (stored > 0 && stored < PATH_MAX) {
                position[-4] = 0;
                way = position - 4 - stored;
            }
        }
    }
    if (file >= 0) {
        close(file);
    }
    *strrchr(self, '/') = 0;
    if (way[0] == '/') {
        self[0] = 0;
    }
    if (snprintf(path, size, "%s/%s", self, way) >= (int) size) {
        errno = ENAMETOOLONG;
        fail("find the plugin");
    }
}

/* Becomes the cold plugin; what was read of standard input is given back. */
static _Noreturn void run_cold(void) {
    if (input_taken) {
        if (read_input(COLD_STDIN_MAX) < 0) {
            fail("read standard input");
        }
        int file = memfd_create("stdin", MFD_CLOEXEC);
        if (file < 0) {
            fail("keep standard input");
        }
        for (size_t written = 0; written < input.size;) {
            ssize_t n = write(file, input.data + written, input.size - written);
            if (n < 0) {
                fail("keep standard input");
            }
            written += (size_t) n;
        }
        if (lseek(file, 0, SEEK_SET) < 0 || dup2(file, STDIN_FILENO) < 0) {
            fail("give standard input back");
        }
    }
    sigprocmask(SIG_UNBLOCK, &caught, NULL);
    char path[PATH_MAX * 2];
    cold_path(path, sizeof path);
    arguments[0] = path;
    execv(path, arguments);
    fail("start the plugin");
}

static int connect_to_agent(void) {
    const char *path = getenv(SOCKET_VARIABLE);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (path == NULL) {
        path = DEFAULT_SOCKET;
    }
    if (path[0] != '/' || strlen(path) >= sizeof address.sun_path) {
        return -1;
    }
    strcpy(address.sun_path, path);
    int agent = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Also for connect, which waits where too many others do. */
    struct timeval limit = {.tv_sec = TAKE_MS / 1000};
    setsockopt(agent, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (agent < 0 || connect(agent, (struct sockaddr *) &address, sizeof address) < 0
            || getsockopt(agent, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
        return -1;
    }
    return peer.uid == 0 || peer.uid == geteuid() ? agent : -1;
}

static int append_namespace(struct bytes *header, const char *path) {
    struct stat identity;
    if (stat(path, &identity) < 0) {
        return -1;
    }
    uint64_t numbers[2] = {htobe64((uint64_t) identity.st_dev), htobe64((uint64_t) identity.st_ino)};
    return append(header, numbers, sizeof numbers);
}

static int append_environment(struct bytes *environment) {
    extern char **environ;
    for (char **variable = environ; *variable != NULL; variable++) {
        if (strncmp(*variable, "CNI_", 4) == 0 || strncmp(*variable, "HOSTPORT_", 9) == 0) {
            if (append(environment, *variable, strlen(*variable) + 1) < 0 || environment->size > ENVIRONMENT_MAX) {
                return -1;
            }
        }
    }
    return 0;
}

static int send_all(int agent, const void *data, size_t size) {
    const char *rest = data;
    while (size > 0) {
        ssize_t n = send(agent, rest, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return -1;
        }
        rest += n;
        size -= (size_t) n;
    }
    return 0;
}

static int send_call(int agent) {
    struct bytes header = {0};
    struct bytes environment = {0};
    if (append_environment(&environment) < 0) {
        return -1;
    }
    uint32_t sizes[2] = {htobe32((uint32_t) environment.size), htobe32((uint32_t) input.size)};
    if (append(&header, MAGIC, sizeof MAGIC) < 0 || append(&header, sizes, sizeof sizes) < 0
            || append_namespace(&header, "/proc/self/ns/net") < 0 || append_namespace(&header, "/proc/self/ns/mnt") < 0
            || append_namespace(&header, "/") < 0) {
        return -1;
    }
    return send_all(agent, header.data, header.size) < 0 || send_all(agent, environment.data, environment.size) < 0
            || send_all(agent, input.data, input.size) < 0 ? -1 : 0;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The signal that came, or 0. */
static int cancelled;
static int64_t cancel_deadline;

/* Tells the agent to end the call and put back what it changed; the answer still comes. */
static void cancel(int agent) {
    struct signalfd_siginfo signal;
    if (read(signals, &signal, sizeof signal) == sizeof signal && cancelled == 0) {
        cancelled = (int) signal.ssi_signo;
        cancel_deadline = now_ms() + CANCEL_MS;
        shutdown(agent, SHUT_WR);
    }
}

/* That many bytes; -1 when the agent is gone, or gave no sign of life for so long. */
static int receive(int agent, void *data, size_t size, int patience_ms) {
    char *rest = data;
    int64_t deadline = now_ms() + patience_ms;
    while (size > 0) {
        int64_t left = deadline - now_ms();
        if (cancelled != 0 && cancel_deadline - now_ms() < left) {
            left = cancel_deadline - now_ms();
        }
        struct pollfd events[2] = {{.fd = agent, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
        int ready = left <= 0 ? 0 : poll(events, 2, (int) left);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready <= 0) {
            return -1;
        }
        if (events[1].revents != 0) {
            cancel(agent);
            continue;
        }
        ssize_t n = recv(agent, rest, size, 0);
        if (n <= 0) {
            return -1;
        }
        rest += n;
        size -= (size_t) n;
        deadline = now_ms() + patience_ms;
    }
    return 0;
}

static void print(int descriptor, const char *data, size_t size) {
    while (size > 0) {
        ssize_t n = write(descriptor, data, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            exit(1);
        }
        data += n;
        size -= (size_t) n;
    }
}

/* Waits for the answer and prints it. Comes back when there is none. */
static void finish(int agent) {
    char kind;
    do {
        if (receive(agent, &kind, 1, BEAT_MS) < 0) {
            return;
        }
    } while (kind == '.');
    unsigned char header[ANSWER_HEADER - 1];
    if (kind != 'A' || receive(agent, header, sizeof header, BEAT_MS) < 0) {
        return;
    }
    uint32_t sizes[2];
    memcpy(sizes, header + 1, sizeof sizes);
    size_t errors = be32toh(sizes[0]);
    size_t output = be32toh(sizes[1]);
    if (errors + output > ANSWER_MAX) {
        return;
    }
    char *text = malloc(errors + output + 1);
    if (text == NULL || receive(agent, text, errors + output, BEAT_MS) < 0) {
        free(text);
        return;
    }
    /* Nothing becomes the cold plugin any more: whoever stopped reading is told by the status, as it does. */
    signal(SIGPIPE, SIG_IGN);
    print(STDERR_FILENO, text, errors);
    print(STDOUT_FILENO, text + errors, output);
    exit(cancelled != 0 ? 128 + cancelled : header[0]);
}

int main(int count, char **words) {
    (void) count;
    arguments = words;
    static const char *const READING[] = {"ADD", "DEL", "CHECK", "GC", "STATUS", NULL};
    const char *command = getenv("CNI_COMMAND");
    int reads = 0;
    for (int i = 0; command != NULL && READING[i] != NULL; i++) {
        reads |= strcmp(command, READING[i]) == 0;
    }
    if (!reads && (command == NULL || strcmp(command, "VERSION") != 0)) {
        run_cold();
    }
    int agent = connect_to_agent();
    if (agent < 0) {
        run_cold();
    }
    input_taken = reads;
    if (reads && read_input(STDIN_MAX + 1) < 0) {
        fail("read standard input");
    }
    char taken;
    if (input.size > STDIN_MAX || send_call(agent) < 0 || receive(agent, &taken, 1, TAKE_MS) < 0 || taken != 'T') {
        close(agent);
        run_cold();
    }
    sigemptyset(&caught);
    sigaddset(&caught, SIGTERM);
    sigaddset(&caught, SIGINT);
    sigaddset(&caught, SIGHUP);
    sigprocmask(SIG_BLOCK, &caught, NULL);
    signals = signalfd(-1, &caught, SFD_CLOEXEC);
    if (signals >= 0 && send_all(agent, "G", 1) == 0) {
        finish(agent);
    }
    close(agent);
    if (cancelled != 0) {
        exit(128 + cancelled);
    }
    run_cold();
}
