package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.system.support.Installation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The happy path on the broker and the registry that the compose file names, as containers. */
class ContainersTest {
    private static final int LEADS = 5;
    private static final int REGISTRY_PORT = 8080;

    @TempDir
    private Path folder;

    @Test
    void aListComesOutDrafted() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker here; install it or set DOCKER_HOST to run this test");
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");
                GenericContainer<?> registry = registry()) {
            kafka.start();
            registry.start();
            String registryUrl =
                    "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + "/apis/ccompat/v7";
            try (Installation installation = Installation.on(kafka.getBootstrapServers(), registryUrl, folder)) {
                installation.start();
                installation.submit("list", GeneratedLeads.of(21, LEADS));
                ListProgress progress = installation.awaitSettled("list", Duration.ofSeconds(90));
                Ledger ledger = installation.ledger("list", progress);
                System.out.println("ContainersTest " + ledger);
                assertThat(ledger.balanced()).isTrue();
                assertThat(ledger.settled()).isTrue();
                assertThat(ledger.delivered()).isEqualTo(LEADS);
                ListOutcome outcome = installation.outcome("list");
                assertThat(outcome.results().values())
                        .allSatisfy(result -> assertThat(result.getDraft()).isNotNull());
            }
        }
    }

    private static GenericContainer<?> registry() {
        return new GenericContainer<>(DockerImageName.parse("apicurio/apicurio-registry:3.3.3"))
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(REGISTRY_PORT));
    }
}
