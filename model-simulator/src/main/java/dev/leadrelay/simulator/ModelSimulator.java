package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An OpenAI-compatible server whose answers are derived from the prompt, and the web sites of the demo's companies on the same
 * port, told apart by the Host header. Thread-safe.
 */
public final class ModelSimulator implements AutoCloseable {
    /** Name of the model; {@code simulator-anything} is accepted too, for a second provider. */
    public static final String MODEL = "simulator";

    /** The {@code system_fingerprint} of every answer, by which a result is known to be simulated. */
    public static final String FINGERPRINT = "simulator-1";

    private static final int BACKLOG = 8192;

    static {
        // Read once by the JDK's server when its first instance is made. Its defaults close idle connections beyond
        // 200,
        // which a client with thousands of calls in flight sees as failed calls.
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "20000");
        setUnlessGiven("sun.net.httpserver.idleInterval", "300");
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService calls;
    private final Counters counters;
    private final AtomicBoolean down;
    private final SimulatorSettings settings;

    private ModelSimulator(
            HttpServer server,
            ExecutorService calls,
            Counters counters,
            AtomicBoolean down,
            SimulatorSettings settings) {
        this.settings = settings;
        this.server = server;
        this.calls = calls;
        this.counters = counters;
        this.down = down;
    }

    /**
     * Starts a simulator.
     *
     * @throws IOException when the address cannot be listened on, for example because the port is in use
     */
    public static ModelSimulator start(SimulatorSettings settings) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Counters counters = new Counters();
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        AtomicBoolean down = new AtomicBoolean();
        Routes routes = new Routes(
                new Completions(settings, json, counters, down),
                new Embeddings(json),
                new Sites(settings.pages(), counters),
                counters,
                new OpenAiJson(json),
                down);
        server.setExecutor(calls);
        server.createContext("/", new HttpEdge(routes));
        server.start();
        return new ModelSimulator(server, calls, counters, down, settings);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What it has served so far. */
    public Stats stats() {
        return counters.snapshot();
    }

    /**
     * How often each web site was asked for a page, by the host name of the request, lower case and without port; names that no
     * site has are counted too. Requests to the model's own addresses are not.
     */
    public Map<String, Long> requestsByHost() {
        return counters.hosts();
    }

    /**
     * What an inventing simulator invents about a lead, and so at which stage.
     *
     * @param lead e-mail address of the lead as the prompt shows it; where it has none, its LinkedIn URL, else its company's
     *     domain, else its company's name
     */
    public InventionKind inventionFor(String lead) {
        return InventionKind.of(settings.seed(), lead);
    }

    /** What was invented since the start or reset, by the same name of the lead in lower case: the latest answer's. */
    public Map<String, Invented> invented() {
        return counters.invented();
    }

    /** Takes the model down: completions and the list of models are answered with 503; or up again. The web sites stay. */
    public void setDown(boolean down) {
        this.down.set(down);
    }

    /** Forgets what was served, attempts included: the next call of a prompt is its first again. */
    public void resetStats() {
        counters.reset();
    }

    /** Stops listening and ends every call in flight without an answer. */
    @Override
    public void close() {
        calls.shutdownNow();
        server.stop(0);
        calls.close();
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
