package dev.leadrelay.agent.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A worker as its own process, to be killed. Arguments: bootstrap, input topic, output topic, file for the values of
 * started records (one line each, appended before the work begins), number of this life, seed. Each output's value is
 * "{input value} {life}".
 */
final class WorkerProcess {
    static final int CAPACITY = 200;

    private WorkerProcess() {}

    public static void main(String[] args) throws Exception {
        String output = args[2];
        String life = args[4];
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[5]));
        try (FileOutputStream started = new FileOutputStream(args[3], true)) {
            RecordHandler handler = new RecordHandler() {
                @Override
                public Outputs handle(ConsumerRecord<byte[], byte[]> record, WorkScope scope)
                        throws InterruptedException {
                    String value = TestClients.text(record.value());
                    long millis;
                    synchronized (started) {
                        append(started, value);
                        millis = random.nextLong(10, 250);
                    }
                    Thread.sleep(millis);
                    return new Outputs(
                            List.of(new ProducerRecord<>(output, record.key(), TestClients.bytes(value + " " + life))));
                }

                @Override
                public Outputs refused(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
                    throw cause;
                }
            };
            WorkerSettings settings = WorkerSettings.of(args[1], "killed", "one")
                    .withStableInstance("one")
                    .withCapacity(CAPACITY);
            Worker worker = new Worker(
                    settings,
                    TestClients.of(args[0]),
                    new Pauses(java.time.Duration.ofSeconds(1)),
                    handler,
                    WorkerListener.NONE,
                    line -> Runtime.getRuntime().halt(3));
            worker.start();
            new CountDownLatch(1).await();
        }
    }

    private static void append(FileOutputStream file, String line) {
        try {
            file.write(TestClients.bytes(line + "\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
