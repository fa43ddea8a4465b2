package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leadrelay.cli.embedded.EmbeddedRegistry;
import dev.leadrelay.cli.embedded.LoopbackPorts;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.Services;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.Platform;
import dev.leadrelay.system.support.TopicRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The registry is not there when the services start, and goes away while they work. */
class RegistryOutageTest {
    private static final int LEADS = 30;
    private static final int MOST_MESSAGES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(6);

    @Test
    void workWaitsForTheRegistryAndNothingIsLost() throws Exception {
        int port = LoopbackPorts.free();
        Path folder = Platform.shared().newFolder("own-registry");
        SimulatorSettings slow =
                SimulatorSettings.defaults().withFallibility(0).withLatency(Duration.ofMillis(500), 0.2);
        Map<String, String> settings =
                Map.of("leadrelay.registry.url", "http://127.0.0.1:" + port + "/apis/ccompat/v7");
        ListAppender<ILoggingEvent> log = listen();
        try (ExecutorService starter = Executors.newSingleThreadExecutor();
                Installation installation = Installation.create("outage", slow, settings)) {
            Future<Installation> starting = starter.submit(() -> installation.start());
            Awaitility.await("nobody gives up while there is no registry")
                    .during(OUTAGE)
                    .atMost(OUTAGE.multipliedBy(5))
                    .until(() -> !starting.isDone() || noneFailed(installation));

            try (EmbeddedRegistry first = EmbeddedRegistry.start(folder, port)) {
                starting.get();
                installation.submit("outage", GeneratedLeads.of(7, LEADS));
                Awaitility.await("research has begun")
                        .atMost(PATIENCE)
                        .until(() -> installation.simulator().stats().calls() > 0);
            }
            Awaitility.await("nobody gives up while the registry is away")
                    .during(OUTAGE)
                    .atMost(OUTAGE.multipliedBy(5))
                    .until(() -> noneFailed(installation));
            try (EmbeddedRegistry again = EmbeddedRegistry.start(folder, port)) {
                assertThat(again.url()).isEqualTo(settings.get("leadrelay.registry.url"));
                ListProgress progress = installation.awaitSettled("outage", PATIENCE);

                assertThat(progress.getAccepted()).isEqualTo(LEADS);
                assertThat(installation.outcome("outage").results()).hasSize(LEADS);
                assertThat(installation.ledger("outage", progress).balanced()).isTrue();
                assertThat(new TopicRecords(installation).deadLetters()).isEmpty();
                assertThat(noneFailed(installation)).isTrue();
            }
        } finally {
            log.stop();
            logger().detachAppender(log);
        }
        List<String> messages = log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        System.out.println("registry outage: " + messages.size() + " messages");
        assertThat(messages).hasSizeLessThanOrEqualTo(MOST_MESSAGES);
    }

    private static boolean noneFailed(Installation installation) {
        return Services.factories().keySet().stream()
                .noneMatch(name -> installation.service(name).failure().isDone());
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.leadrelay");
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger().addAppender(log);
        return log;
    }
}
