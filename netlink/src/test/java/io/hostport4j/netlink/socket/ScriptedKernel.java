package io.hostport4j.netlink.socket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel that says what a test wrote down for it: each {@code send} puts the next script's events into the socket's queue, and
 * each {@code receive} takes one out.
 *
 * <p>Where the real one would block for ever, or where the script is at its end, it fails the test.
 */
public final class ScriptedKernel implements Syscalls {
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int FIRST_DESCRIPTOR = 3;

    /** System calls that can be made to fail. */
    public enum Call { SOCKET, BIND, SET_SOCKET_OPTION, SEND }

    private final Deque<List<Event>> scripts = new ArrayDeque<>();
    private final Deque<Event> queue = new ArrayDeque<>();
    private final Map<Call, Deque<Errno>> failures = new HashMap<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();
    private int opened;

    /** What one {@code receive} finds: a datagram, or an error. */
    private record Event(byte[] datagram, int errno) {}

    /** Whose turn it is after a {@link #onSend}. */
    public final class Script {
        private final List<Event> events = new ArrayList<>();

        private Script() {}

        /** Then a datagram of these messages waits. */
        public Script datagram(byte[]... messages) {
            int length = 0;
            for (byte[] message : messages) {
                length += message.length;
            }
            ByteBuffer datagram = ByteBuffer.allocate(length);
            for (byte[] message : messages) {
                datagram.put(message);
            }
            events.add(new Event(datagram.array(), 0));
            return this;
        }

        /** Then one {@code receive} fails. */
        public Script failure(Errno errno) {
            events.add(new Event(new byte[0], errno.number()));
            return this;
        }
    }

    /** Begins the script of what waits after the next {@code send} that has none yet. */
    public Script onSend() {
        Script script = new Script();
        scripts.add(script.events);
        return script;
    }

    /** Makes the next call of a kind fail that has no failure yet. */
    public ScriptedKernel failing(Call call, Errno errno) {
        failures.computeIfAbsent(call, any -> new ArrayDeque<>()).add(errno);
        return this;
    }

    /** What was sent, one element a {@code send} that succeeded. */
    public List<byte[]> sent() {
        return List.copyOf(sent);
    }

    /** How many datagrams and errors nobody has received. */
    public int unread() {
        return queue.size();
    }

    /** Descriptors that are not closed. */
    public List<Integer> open() {
        return List.copyOf(open);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        int failure = failure(Call.SOCKET);
        if (failure == 0) {
            open.add(FIRST_DESCRIPTOR + opened);
            return FIRST_DESCRIPTOR + opened++;
        }
        return failure;
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        return checked(descriptor, failure(Call.BIND));
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        return checked(descriptor, failure(Call.SET_SOCKET_OPTION));
    }

    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        int failure = checked(descriptor, failure(Call.SEND));
        if (failure != 0) {
            return failure;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        sent.add(copy);
        if (scripts.isEmpty()) {
            throw new AssertionError("send number " + sent.size() + " is not in the script");
        }
        queue.addAll(scripts.remove());
        return copy.length;
    }

    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        checked(descriptor, 0);
        Event event = queue.poll();
        if (event == null) {
            if ((flags & MSG_DONTWAIT) == 0) {
                throw new AssertionError("receive would block for ever");
            }
            return -Errno.EAGAIN.number();
        }
        if (event.errno() != 0) {
            return -event.errno();
        }
        int fits = Math.min(event.datagram().length, bytes.remaining());
        bytes.duplicate().put(event.datagram(), 0, fits);
        return (flags & MSG_TRUNC) == 0 ? fits : event.datagram().length;
    }

    @Override
    public int poll(int descriptor, int milliseconds) {
        checked(descriptor, 0);
        if (queue.isEmpty() && milliseconds < 0) {
            throw new AssertionError("poll would block for ever");
        }
        return queue.isEmpty() ? 0 : 1;
    }

    @Override
    public int close(int descriptor) {
        checked(descriptor, 0);
        open.remove((Integer) descriptor);
        return 0;
    }

    private int failure(Call call) {
        Deque<Errno> ahead = failures.get(call);
        return ahead == null || ahead.isEmpty() ? 0 : -ahead.remove().number();
    }

    private int checked(int descriptor, int result) {
        if (!open.contains(descriptor)) {
            throw new AssertionError("descriptor " + descriptor + " is not open");
        }
        return result;
    }
}
