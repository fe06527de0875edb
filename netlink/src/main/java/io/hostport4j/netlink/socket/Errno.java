package io.hostport4j.netlink.socket;

/** Error numbers that netlink answers with, as on every Linux architecture Java runs on ({@code asm-generic/errno.h}). */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such object"),
    ESRCH(3, "no such entry"),
    EINTR(4, "interrupted"),
    ENXIO(6, "no such device or address"),
    EBADF(9, "bad file descriptor"),
    EAGAIN(11, "nothing there yet"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "busy"),
    EEXIST(17, "exists already"),
    ENODEV(19, "no such device"),
    EINVAL(22, "invalid argument"),
    EMFILE(24, "too many open files"),
    ENOSPC(28, "no space left"),
    ERANGE(34, "out of range"),
    ENAMETOOLONG(36, "name too long"),
    ENOTEMPTY(39, "not empty"),
    ELOOP(40, "chains form a loop"),
    EBADMSG(74, "malformed answer"),
    ERESTART(85, "the rule set changed meanwhile"),
    ENODATA(61, "no data"),
    EMSGSIZE(90, "message too long"),
    EPROTONOSUPPORT(93, "protocol not supported"),
    EOPNOTSUPP(95, "operation not supported"),
    EAFNOSUPPORT(97, "address family not supported"),
    EADDRINUSE(98, "address in use"),
    ENETUNREACH(101, "network unreachable"),
    ENOBUFS(105, "no buffer space"),
    EHOSTUNREACH(113, "host unreachable"),
    /** Any number that is not listed here; the exception has the number itself. */
    OTHER(-1, "unlisted error");

    private static final Errno[] ALL = values();

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The constant for a positive error number, {@link #OTHER} when there is none. */
    public static Errno of(int number) {
        for (Errno errno : ALL) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }

    /** The positive number; -1 for {@link #OTHER}. */
    public int number() {
        return number;
    }

    /** What it means, in a few words of lower case. */
    public String meaning() {
        return meaning;
    }
}
