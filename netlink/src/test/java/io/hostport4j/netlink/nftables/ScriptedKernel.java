package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;

/** A peer that answers each request as a test says, and keeps what was sent. */
final class ScriptedKernel implements Syscalls {
    /** One list of requests for each send. */
    final List<List<NetlinkMessage>> sent = new ArrayList<>();

    private final BiConsumer<NetlinkMessage, MessageWriter> script;
    private final Queue<ByteBuffer> answers = new ArrayDeque<>();

    /** @param script reads a request and writes the messages that answer it, or none */
    ScriptedKernel(BiConsumer<NetlinkMessage, MessageWriter> script) {
        this.script = script;
    }

    /** Answers with the number of a generation. */
    static void generation(MessageWriter answer, int sequence, int generation) {
        answer.begin(NftMessage.NEWGEN, 0, sequence);
        NfnetlinkHeader.write(answer, 0, generation & 0xffff);
        answer.attributeBe32(1, generation).end();
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return 3;
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        return 0;
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        return 0;
    }

    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        List<NetlinkMessage> requests = NetlinkMessage.parse(copy);
        sent.add(requests);
        for (NetlinkMessage request : requests) {
            MessageWriter answer = new MessageWriter();
            script.accept(request, answer);
            if (answer.length() > 0) {
                answers.add(answer.written());
            }
        }
        return bytes.remaining();
    }

    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        ByteBuffer answer = answers.poll();
        if (answer == null) {
            return -Errno.EAGAIN.number();
        }
        int length = answer.remaining();
        bytes.duplicate().put(answer);
        return length;
    }

    @Override
    public int poll(int descriptor, int milliseconds) {
        return answers.isEmpty() ? 0 : 1;
    }

    @Override
    public int close(int descriptor) {
        return 0;
    }
}
