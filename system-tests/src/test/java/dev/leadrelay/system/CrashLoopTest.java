package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.system.support.ChildService;
import dev.leadrelay.system.support.HaltingAgent;
import dev.leadrelay.system.support.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One lead among two hundred ends the agent's process each time; somebody starts it again and again. */
class CrashLoopTest {
    private static final int OTHERS = 200;
    private static final int MARKED = 77;
    private static final int ORDERLY_RESTARTS = 5;
    /** Up to four times with everything in flight, once in a group, twice alone. */
    private static final int MOST_DEATHS = 7;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void theLeadThatEndsTheProcessIsParkedAndAllOthersEnd() throws Exception {
        try (Installation installation = Installation.create("crashloop")) {
            installation.start("orchestrator");
            List<Lead> leads = new ArrayList<>(GeneratedLeads.of(7, OTHERS + 1));
            Lead marked = Lead.newBuilder(leads.get(MARKED))
                    .setNotes(HaltingAgent.MARK)
                    .build();
            leads.set(MARKED, marked);
            installation.submit("list", leads);
            int deaths = 0;
            ListProgress progress = null;
            Instant begun = Instant.now();
            try (ListWatch watch = new ListWatch(installation.cluster(), "list")) {
                ChildService agent = spawn(installation);
                while (progress == null) {
                    assertThat(Duration.between(begun, Instant.now()))
                            .as("%d deaths, then: %s", deaths, agent.output())
                            .isLessThan(PATIENCE);
                    Optional<ListProgress> now = watch.poll(Duration.ofMillis(200));
                    progress = now.filter(ListProgress::getSettled).orElse(null);
                    if (!agent.alive()) {
                        deaths++;
                        agent = spawn(installation);
                    }
                }
                assertThat(agent.stop()).isIn(0, 143);
            }
            Ledger ledger = installation.ledger("list", progress);
            System.out.printf(
                    "CrashLoopTest: %d leads, process ended %d times, %.1f s, %s%n",
                    leads.size(), deaths, Duration.between(begun, Instant.now()).toMillis() / 1000.0, ledger);
            assertThat(deaths).isBetween(4, MOST_DEATHS);
            assertThat(ledger.balanced()).isTrue();
            assertThat(ledger.disqualified()).isEqualTo(OTHERS);
            assertThat(ledger.parked()).isEqualTo(1);
            String key = Identifiers.leadKey("list", marked.getLeadId());
            assertThat(installation.outcome("list").deadLetters().values())
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.CRASH_LOOP);
                        assertThat(letter.getLeadKey()).isEqualTo(key);
                    });
            assertThat(runs(installation, key))
                    .singleElement()
                    .satisfies(run -> assertThat(run.getFailureClass()).isEqualTo(FailureClass.CRASH_LOOP));
            orderlyRestartsBlameNobody(installation);
        }
    }

    private static void orderlyRestartsBlameNobody(Installation installation) throws Exception {
        installation.submit("orderly", GeneratedLeads.of(8, OTHERS));
        for (int i = 0; i < ORDERLY_RESTARTS; i++) {
            assertThat(spawn(installation).stop()).isIn(0, 143);
        }
        ChildService last = spawn(installation);
        ListProgress progress = installation.awaitSettled("orderly", PATIENCE);
        Ledger ledger = installation.ledger("orderly", progress);
        System.out.println("CrashLoopTest: after " + ORDERLY_RESTARTS + " orderly restarts " + ledger);
        assertThat(ledger.disqualified()).isEqualTo(OTHERS);
        assertThat(ledger.parked()).isZero();
        assertThat(last.output()).doesNotContain("did not end in good order");
        List<DeadLetter> letters =
                List.copyOf(installation.outcome("orderly").deadLetters().values());
        assertThat(letters).isEmpty();
    }

    private static ChildService spawn(Installation installation) {
        ChildService child = installation.spawn(
                "research-agent", HaltingAgent.class, Map.of("leadrelay.instance.name", "research-agent-0"));
        Awaitility.await("the agent runs").atMost(PATIENCE).until(() -> child.running() || !child.alive());
        return child;
    }

    private static List<AgentRun> runs(Installation installation, String key) {
        List<AgentRun> found = new ArrayList<>();
        new TopicScan(installation.cluster())
                .read(installation.topics().agentRuns(), AgentRun.class, key::equals, (k, run) -> found.add(run));
        return found;
    }
}
