package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUpkeepTest {
    private static final int ROWS = 20_000;
    private static final int TRANSACTIONS = 400;

    @Test
    void aFileThatIsTidiedBetweenTransactionsStaysSmallAndKeepsItsContent(@TempDir Path folder) throws Exception {
        long left = written(folder.resolve("left"), transactions -> transactions);
        long tidied = written(folder.resolve("tidied"), transactions -> new OneWriter(transactions, new FileUpkeep(0)));

        assertThat(tidied).isLessThan(left * 2 / 3);
    }

    @Test
    void aStoreInMemoryHasNoFileToTidy() {
        try (TestStore store = new TestStore()) {
            store.database.jdbi().useHandle(new FileUpkeep(0)::between);
            assertThat(store.queries.counts()).isEmpty();
        }
    }

    /** Bytes of the file after many small changes to the same rows, before it is closed. */
    private static long written(Path file, UnaryOperator<TransactionHandler> handling) throws IOException {
        Jdbi jdbi = Jdbi.create("jdbc:h2:file:" + file);
        jdbi.setTransactionHandler(handling.apply(jdbi.getTransactionHandler()));
        Random seeded = new Random(1);
        try (Handle handle = jdbi.open()) {
            handle.execute("set write_delay 0");
            handle.execute("set retention_time 0");
            handle.execute("create table changed (id int primary key, content varchar(1000), number int)");
            handle.useTransaction(filling -> {
                for (int id = 0; id < ROWS; id++) {
                    filling.execute("insert into changed values (?, ?, 0)", id, "text ".repeat(50));
                }
            });
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                handle.useTransaction(changing -> {
                    for (int change = 0; change < 20; change++) {
                        changing.execute("update changed set number = number + 1 where id = ?", seeded.nextInt(ROWS));
                    }
                });
            }
            long bytes = Files.size(Path.of(file + ".mv.db"));
            assertThat(handle.createQuery("select sum(number) from changed")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(20 * TRANSACTIONS);
            return bytes;
        }
    }
}
