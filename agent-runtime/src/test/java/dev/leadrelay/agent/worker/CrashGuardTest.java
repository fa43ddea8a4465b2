package dev.leadrelay.agent.worker;

import static dev.leadrelay.agent.worker.LoopFixture.P0;
import static dev.leadrelay.agent.worker.LoopFixture.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Lives of a worker, one after the other over the same broker, some of which a record ends. */
class CrashGuardTest {
    private static final int RECORDS = 12;
    private static final int CAPACITY = 5;
    /** Up to four lives with everything in flight, one with a group, two with one record; for each that is deadly. */
    private static final int LIVES_PER_DEADLY = 7;

    @Property(tries = 60)
    void exactlyTheDeadlyRecordsAreRefusedAndAllOthersDone(
            @ForAll @Size(max = 3) Set<@IntRange(max = 2 * RECORDS - 1) Integer> deadly,
            @ForAll @IntRange(min = 1, max = 30) int capacity) {
        Set<String> values = deadly.stream()
                .map(i -> i / RECORDS + ":" + i % RECORDS)
                .collect(Collectors.toCollection(TreeSet::new));
        LoopFixture life = new LoopFixture(capacity);
        int deaths = 0;
        while (live(life, values)) {
            deaths++;
            assertThat(deaths).isLessThanOrEqualTo(LIVES_PER_DEADLY * values.size() + deaths(capacity));
            life = life.nextLife(capacity);
        }
        assertThat(life.outputs).hasSize(2 * RECORDS).doesNotHaveDuplicates();
        assertThat(refused(life.outputs)).containsExactlyElementsOf(values);
    }

    /** Progress between two ends takes the suspicion back: with few in flight that happens. */
    private static int deaths(int capacity) {
        return 2 * RECORDS / capacity * 2;
    }

    @Test
    void nobodyIsBlamedForOrderlyEnds() {
        LoopFixture life = new LoopFixture(CAPACITY);
        for (int i = 0; i < 5; i++) {
            life.gated = true;
            assign(life);
            life.turnUntil(started(life, CAPACITY));
            life.loop.drain();
            life.loop.endInOrder();
            end(life);
            life = life.nextLife(CAPACITY);
        }
        assertThat(live(life, Set.of())).isFalse();
        assertThat(life.started).as("nothing runs alone").hasSize(2 * RECORDS);
        assertThat(life.outputs).hasSize(2 * RECORDS);
        assertThat(refused(life.outputs)).isEmpty();
    }

    @Test
    void nobodyIsBlamedForARevocation() {
        LoopFixture life = new LoopFixture(CAPACITY);
        for (int i = 0; i < 5; i++) {
            life.gated = true;
            assign(life);
            life.turnUntil(started(life, CAPACITY));
            life.consumer.rebalance(List.of());
            life.turn();
            assertThat(life.stored)
                    .allSatisfy((partition, offset) -> assertThat(
                                    CommitMetadata.markOf(offset.offset(), offset.metadata(), LoopFixture.TOPIC_ID)
                                            .open())
                            .isFalse());
            end(life);
            life = life.nextLife(CAPACITY);
        }
    }

    @Test
    void afterTwoUncleanEndsWithoutProgressSuspectsRunInGroupsAndThenAlone() {
        LoopFixture life = new LoopFixture(CAPACITY);
        for (int i = 0; i < 2; i++) {
            life = nextAfterCut(life, CAPACITY);
        }
        // Of five in flight, three are tried at once.
        life = nextAfterCut(life, 3);

        LoopFixture fourth = life;
        fourth.gated = true;
        assign(fourth);
        fourth.turnUntil(started(fourth, 1));
        for (int i = 0; i < 20; i++) {
            fourth.turn();
        }
        assertThat(fourth.started).hasSize(1);
        String alone = fourth.started.getFirst();
        fourth.open(alone);
        fourth.turnUntil(started(fourth, 2));
        assertThat(fourth.outputs).containsExactly(alone);
        end(fourth);

        LoopFixture fifth = fourth.nextLife(CAPACITY);
        assertThat(live(fifth, Set.of())).isFalse();
        assertThat(refused(fifth.outputs)).as("one end alone blames nobody").isEmpty();
        assertThat(fifth.outputs).hasSize(2 * RECORDS);
    }

    private static LoopFixture nextAfterCut(LoopFixture life, int inFlight) {
        life.gated = true;
        assign(life);
        life.turnUntil(started(life, inFlight));
        for (int i = 0; i < 20; i++) {
            life.turn();
        }
        assertThat(life.started).hasSize(inFlight);
        end(life);
        return life.nextLife(CAPACITY);
    }

    @Test
    void aLostMachineWithProgressSuspectsNobody() {
        LoopFixture life = new LoopFixture(CAPACITY);
        for (int i = 0; i < 4; i++) {
            life.gated = true;
            assign(life);
            life.open("0:" + i, "1:" + i);
            LoopFixture now = life;
            int done = 2 * (i + 1);
            life.turnUntil(() -> now.outputs.size() == done && now.started.size() >= CAPACITY);
            end(life);
            life = life.nextLife(CAPACITY);
        }
        LoopFixture last = life;
        last.gated = true;
        assign(last);
        last.turnUntil(started(last, CAPACITY));
        end(last);
    }

    @Test
    void anIdlePartitionIsNotSuspected() {
        CrashMark mark = CrashMark.NONE;
        for (int i = 0; i < 5; i++) {
            mark = mark.begun(CommitPoint.at(7), 7, CAPACITY);
        }
        assertThat(mark.suspects(7)).isFalse();
        assertThat(mark.ends()).isZero();
    }

    @Test
    void aMarkSurvivesAnOrderlyEndOnlyAsASuspicion() {
        CrashMark mark = new CrashMark(
                true,
                new CrashMark.Progress(3, 0),
                0,
                new CrashMark.Suspects(20, 4, 1, false),
                new CrashMark.Alone(5, true, 1));
        CrashMark next = mark.closed().begun(CommitPoint.at(5), 30, CAPACITY);
        assertThat(next.suspects(5)).isTrue();
        assertThat(next.alone().ends()).as("an orderly end is nobody's doing").isEqualTo(1);
        assertThat(mark.begun(CommitPoint.at(5), 30, CAPACITY).alone().ends()).isEqualTo(2);
    }

    /** True when a record ended the life before everything was done. */
    private static boolean live(LoopFixture life, Set<String> deadly) {
        life.deadly = deadly;
        assign(life);
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    life.turn();
                    return life.dead || life.outputs.size() >= 2 * RECORDS;
                });
        boolean died = life.dead;
        end(life);
        return died;
    }

    private static void assign(LoopFixture life) {
        life.consumer.updateEndOffsets(Map.of(P0, (long) RECORDS, P1, (long) RECORDS));
        life.assign(P0, P1);
        life.add(P0, 0, RECORDS);
        life.add(P1, 0, RECORDS);
    }

    private static java.util.concurrent.Callable<Boolean> started(LoopFixture life, int count) {
        return () -> life.started.size() >= count;
    }

    private static void end(LoopFixture life) {
        life.loop.cancelAll();
        life.pauses.close();
    }

    private static List<String> refused(List<String> outputs) {
        List<String> refused = new ArrayList<>();
        for (String output : outputs) {
            if (output.startsWith("refused ")) {
                assertThat(output).contains("ended the process 2 times");
                refused.add(output.split(" ")[1]);
            }
        }
        refused.sort(String::compareTo);
        return refused;
    }
}
