package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.TriageDecision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;

/** A process in which one thread takes dead letters into a store and another carries out bulk jobs, until it is killed. */
final class TwoWriters {
    static final int ITEMS = 100;
    static final String TOOK_IN = "took in ";
    static final String WORKED_OFF = "worked off ";
    private static final int LARGEST_BATCH = 20;
    private static final int ITEMS_AT_ONCE = 10;

    private TwoWriters() {}

    /** Url and index folder of the store. Says on stdout what is through. */
    public static void main(String[] args) {
        TestStore store = new TestStore(args[0], Path.of(args[1]));
        Jdbi jdbi = store.database.jdbi();
        start(() -> takeIn(store));
        start(() -> workOff(jdbi));
    }

    /** What a dead letter and those after it bring with them: every third has been decided about. */
    static List<Fact> facts(int from, int to) {
        List<Fact> facts = new ArrayList<>();
        for (int number = from; number < to; number++) {
            DeadLetter letter = Samples.parked(number);
            facts.add(Samples.fact(letter, 0, number));
            if (number % 3 == 0) {
                TriageDecision decision = Samples.decision(letter, DecisionKind.RETRY, 0);
                facts.add(Samples.fact(decision, 0, number / 3));
                facts.add(Samples.fact(Samples.outcome(decision, OutcomeKind.APPLIED, null), 0, number / 3));
            }
        }
        return facts;
    }

    private static void takeIn(TestStore store) {
        Random random = new Random();
        String topic = facts(0, 1).get(0).source().topic();
        int next = store.store.positions().entrySet().stream()
                .filter(position -> position.getKey().topic().equals(topic))
                .mapToInt(position -> position.getValue().intValue())
                .sum();
        while (true) {
            int to = next + 1 + random.nextInt(LARGEST_BATCH);
            store.store.apply(facts(next, to));
            next = to;
            System.out.println(TOOK_IN + next);
        }
    }

    private static void workOff(Jdbi jdbi) {
        BulkStore jobs = new BulkStore(jdbi);
        int number = jobs.list(Integer.MAX_VALUE).size();
        int done = jobs.list(Integer.MAX_VALUE).stream()
                .mapToInt(job -> job.state().dispatched())
                .sum();
        while (true) {
            for (BulkJob job : jobs.active()) {
                BulkJob now = job;
                while (now.state().remaining() > 0) {
                    now = step(jobs, now);
                    done += ITEMS_AT_ONCE;
                    System.out.println(WORKED_OFF + done);
                }
            }
            jobs.create(job(number), ids());
            number++;
        }
    }

    private static BulkJob step(BulkStore jobs, BulkJob job) {
        List<BulkItem> items = jobs.pending(job.id(), ITEMS_AT_ONCE);
        jobs.intend(
                job.id(),
                items.stream()
                        .map(item -> new BulkItem.Intent(item.ord(), job.id() + "-" + item.ord(), Samples.NOON))
                        .toList());
        BulkState.Step.Moved moved = (BulkState.Step.Moved) job.state().step(new BulkEvent.Worked(items.size(), 0));
        BulkJob next = job.with(moved.state(), null, Samples.NOON);
        jobs.save(
                next,
                items.stream()
                        .map(item -> new BulkItem.Result(item.ord(), BulkItem.State.DISPATCHED, null))
                        .toList());
        return next;
    }

    private static BulkJob job(int number) {
        BulkOrder order = new BulkOrder(DecisionKind.RETRY, null, null, null, "ann", null, null);
        return new BulkJob(
                "job-" + number, order, "all", BulkState.begin(ITEMS, null), null, Samples.NOON, Samples.NOON);
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < ITEMS; number++) {
            ids.add(Samples.parked(number).getDeadLetterId());
        }
        return ids;
    }

    /** What a writer cannot do ends the process. */
    private static void start(Runnable writer) {
        Thread thread = new Thread(writer);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            failure.printStackTrace(System.out);
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }
}
