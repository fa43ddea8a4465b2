package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** A desk that answers what a test wants, and triage commands that are run against it. */
final class StubDesk implements AutoCloseable {
    /** What a command asked. */
    record Request(String method, URI address, String body) {}

    /** What the desk says to it. */
    record Answer(int status, String body) {}

    /** All that commands printed. */
    final StringWriter out = new StringWriter();

    /** The lines with which commands failed. */
    final List<String> errors = new ArrayList<>();

    private final Path folder;
    private final HttpServer server;

    /** @param folder where commands find the running desk */
    StubDesk(Path folder, Function<Request, Answer> answers) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answers.apply(new Request(exchange.getRequestMethod(), exchange.getRequestURI(), body));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        new RunFile(ProcessHandle.current().pid(), "none", "none", "none", url, "", "").write(folder);
    }

    /** Runs a triage command; gives its exit code. */
    int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", folder.toString()));
        return new CommandLine(new TriageCommand())
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((e, line, result) -> {
                    assertThat(e).isInstanceOf(SettingsException.class);
                    errors.add(e.getMessage());
                    return 2;
                })
                .execute(all.toArray(String[]::new));
    }

    void assertFails(String line, String... args) {
        errors.clear();
        assertThat(run(args)).isEqualTo(2);
        assertThat(errors).singleElement().asString().contains(line).doesNotContain("\n");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
