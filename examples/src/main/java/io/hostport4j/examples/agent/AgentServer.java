package io.hostport4j.examples.agent;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the shims that connect: one thread speaks with all of them, and others do what they ask for. */
public final class AgentServer {
    /** As many operations as a busy node asks for at once; most wait for one another in the engine, each in its own time. */
    private static final int THREADS = 16;
    /** What comes beyond is served by cold plugins. */
    private static final int CONVERSATIONS = 64;
    private static final long TICK_MS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final PluginCalls plugin;
    private final Peers peers;
    private final Namespaces own;
    private final InstantSource clock;
    private final List<Conversation> conversations = new ArrayList<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final AtomicBoolean ending = new AtomicBoolean();

    private record Finished(RunningCall call, Optional<Answer> answer) {}

    /**
     * @param listener closed by this
     * @throws IOException when the process cannot tell who and where it is
     */
    public AgentServer(ServerSocketChannel listener, PluginCalls plugin, InstantSource clock) throws IOException {
        this.listener = listener;
        this.plugin = plugin;
        this.clock = clock;
        this.peers = Peers.ofThisProcess();
        this.own = Namespaces.ofThisProcess();
        this.selector = Selector.open();
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "call");
            thread.setDaemon(true);
            return thread;
        });
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Serves until {@link #end}, and ends when the calls that had begun by then have their answers.
     *
     * @throws IOException when nothing more can be served
     */
    public void run() throws IOException {
        long ticked = System.nanoTime();
        try (selector; listener) {
            while (!ending.get() || conversations.stream().anyMatch(Conversation::isOwedAnAnswer)) {
                // Nobody is there to hear a sign of life: until somebody comes.
                selector.select(this::serve, conversations.isEmpty() ? 0 : TICK_MS);
                answer();
                if (System.nanoTime() - ticked >= TimeUnit.MILLISECONDS.toNanos(TICK_MS)) {
                    ticked = System.nanoTime();
                    tick();
                }
                if (ending.get()) {
                    listener.close();
                }
            }
            List.copyOf(conversations).forEach(this::close);
        } finally {
            threads.shutdown();
        }
    }

    /** Has {@link #run} come to its end. */
    public void end() {
        ending.set(true);
        selector.wakeup();
    }

    private void serve(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept();
            return;
        }
        Conversation conversation = (Conversation) key.attachment();
        attempt(conversation, () -> {
            if (key.isValid() && key.isReadable()) {
                conversation.read(call -> new RunningCall(call, plugin, clock), this::begin);
            }
            if (key.isValid() && key.isWritable() && conversation.write()) {
                close(conversation);
            }
        });
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Conversation conversation = new Conversation(channel, key, own, clock);
            key.attach(conversation);
            conversations.add(conversation);
            attempt(conversation, () -> {
                peers.check(channel);
                if (conversations.size() > CONVERSATIONS) {
                    throw new ProtocolException(CONVERSATIONS + " others call at the same time");
                }
            });
        } catch (IOException e) {
            LOG.warn("a caller could not be heard: {}", e.getMessage());
        }
    }

    private void begin(RunningCall call) {
        threads.execute(() -> {
            Optional<Answer> answer = Optional.empty();
            try {
                answer = call.run();
            } finally {
                finished.add(new Finished(call, answer));
                selector.wakeup();
            }
        });
    }

    private void answer() {
        for (Finished done = finished.poll(); done != null; done = finished.poll()) {
            Finished result = done;
            find(result.call()).ifPresent(conversation -> attempt(conversation, () -> {
                if (result.answer().isEmpty() || conversation.answer(result.answer().get())) {
                    close(conversation);
                }
            }));
        }
    }

    private Optional<Conversation> find(RunningCall call) {
        return conversations.stream().filter(conversation -> conversation.isOf(call)).findFirst();
    }

    private void tick() {
        List.copyOf(conversations).forEach(conversation -> attempt(conversation, () -> {
            if (conversation.isOverdue()) {
                throw new ProtocolException("the call took too long");
            }
            conversation.beat();
        }));
    }

    private interface Step {
        void take() throws IOException, ProtocolException;
    }

    /** Who is not answered runs the plugin's binary. */
    private void attempt(Conversation conversation, Step step) {
        try {
            step.take();
        } catch (ProtocolException e) {
            LOG.warn("a call is left to the plugin's binary: {}", e.getMessage());
            close(conversation);
        } catch (IOException e) {
            LOG.debug("a caller left: {}", e.getMessage());
            close(conversation);
        }
    }

    private void close(Conversation conversation) {
        conversations.remove(conversation);
        try {
            conversation.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed: {}", e.getMessage());
        }
    }
}
