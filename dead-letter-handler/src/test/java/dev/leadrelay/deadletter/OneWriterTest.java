package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;

class OneWriterTest {
    @Test
    void aSecondWriterWaitsForTheFirstAndAReaderForNobody() throws Exception {
        try (TestStore store = new TestStore()) {
            Jdbi jdbi = store.database.jdbi();
            AtomicBoolean wrote = new AtomicBoolean();
            Thread second = new Thread(() -> jdbi.useTransaction(handle -> wrote.set(true)));

            jdbi.useTransaction(first -> {
                second.start();
                Awaitility.await("the second waits, or is through")
                        .until(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
                assertThat(wrote).isFalse();

                AtomicBoolean read = new AtomicBoolean();
                Thread reader = new Thread(
                        () -> jdbi.useTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> read.set(true)));
                reader.start();
                Awaitility.await("the reader is through").untilTrue(read);
                reader.join();
            });

            second.join();
            assertThat(wrote).isTrue();
        }
    }

    @Test
    void aWriterThatFailsGivesItsTurnBack() throws Exception {
        try (TestStore store = new TestStore()) {
            Jdbi jdbi = store.database.jdbi();
            Thread failing = new Thread(() -> jdbi.useTransaction(handle -> {
                throw new IllegalStateException("broken");
            }));
            failing.setUncaughtExceptionHandler((thread, failure) -> {});
            failing.start();
            failing.join();

            AtomicBoolean wrote = new AtomicBoolean();
            Thread next = new Thread(() -> jdbi.useTransaction(handle -> wrote.set(true)));
            next.start();
            Awaitility.await("the next one writes").untilTrue(wrote);
            next.join();
        }
    }
}
