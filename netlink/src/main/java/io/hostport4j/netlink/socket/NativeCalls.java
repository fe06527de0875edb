package io.hostport4j.netlink.socket;

/** Chooses among the implementations of the system calls. */
final class NativeCalls {
    /** The first JDK whose foreign-function API is final (JEP 454). */
    private static final int FOREIGN_FUNCTIONS = 22;

    /** Names the file of the native library; a distribution that has it says so. */
    static final String LIBRARY = "io.hostport4j.netlink.library";

    /** Made at the first use, and stays: what binds libc serves the whole process. */
    static final Syscalls INSTANCE = choose();

    private NativeCalls() {}

    private static Syscalls choose() {
        String library = System.getProperty(LIBRARY);
        if (library != null) {
            try {
                return new JniSyscalls(library);
            } catch (UnsatisfiedLinkError e) {
                // Not there, or of another machine: the other ways need longer for their first call, and that is all.
            }
        }
        return Runtime.version().feature() >= FOREIGN_FUNCTIONS ? foreign() : new JnrSyscalls();
    }

    /** By its name, as it is of a later class file version than this, and is missing where an older JDK built the library. */
    private static Syscalls foreign() {
        try {
            return (Syscalls) Class.forName("io.hostport4j.netlink.socket.FfmSyscalls").getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | IllegalCallerException e) {
            return new JnrSyscalls();
        }
    }
}
