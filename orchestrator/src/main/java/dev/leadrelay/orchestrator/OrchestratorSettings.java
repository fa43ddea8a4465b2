package dev.leadrelay.orchestrator;

import dev.leadrelay.schemas.ParkedDeadline;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the orchestrator. Any setting of Kafka Streams passes through under {@code leadrelay.orchestrator-streams},
 * for example {@code leadrelay.orchestrator-streams.acceptable.recovery.lag}.
 */
@ConfigMapping(prefix = "leadrelay.orchestrator")
public interface OrchestratorSettings {
    /** Consumer group, prefix of the internal topics and of the transactional ids. */
    @WithDefault("leadrelay-orchestrator")
    String applicationId();

    /** Directory of the local stores; a restart with the same directory continues at once. */
    @WithDefault("data/orchestrator")
    Path stateDir();

    /** Stream threads of this instance. */
    @WithDefault("2")
    int threads();

    /** Copies of the stores on other instances, for a quick failover. */
    @WithDefault("0")
    int standbyReplicas();

    /** How often work is committed, in milliseconds: about the latency of a hop. */
    @WithDefault("100")
    int commitIntervalMs();

    /** Memory for stores, in bytes, over all threads: writes of a lead within a commit interval become one. */
    @WithDefault("67108864")
    long cacheBytes();

    /** Group session timeout in milliseconds: how long a dead instance's leads wait; brokers refuse less than their minimum. */
    @WithDefault("6000")
    int sessionTimeoutMs();

    /** host:port at which other instances and people reach this one's REST side; from leadrelay.http when absent. */
    Optional<String> advertisedAddress();

    /** How long a record waits for the schema registry before its thread is replaced. */
    @WithDefault("PT60S")
    Duration registryPatience();

    /** How long start waits for topics and their leaders. */
    @WithDefault("PT60S")
    Duration topicsTimeout();

    /** Fewest leads of a list that may be active at once. */
    @WithDefault("50")
    int windowMin();

    /** Most leads of a list that may be active at once. */
    @WithDefault("5000")
    int windowMax();

    /** Longest wait for an answer that was overtaken, while the stage is healthy. */
    @WithDefault("PT6H")
    Duration stageDeadline();

    /** Longest wait for any answer, whatever the health of the stage. */
    @WithDefault("P13D")
    Duration answerDeadline();

    /** How long a parked lead waits for a decision before the orchestrator gives it up. */
    @WithDefault(ParkedDeadline.DEFAULT)
    Duration parkedDeadline();

    /** How long a list and the stubs of its leads are kept after it is complete. */
    @WithDefault("P14D")
    Duration keepCompleted();

    /** Directory of the customer profiles, one name.yaml each. */
    @WithDefault("profiles")
    Path profilesDir();

    /** File of the refusal policy; without one nothing is refused. */
    Optional<Path> refusalPolicy();

    /** File of the seller profile, against which drafts are checked. */
    @WithDefault("seller.yaml")
    Path seller();
}
