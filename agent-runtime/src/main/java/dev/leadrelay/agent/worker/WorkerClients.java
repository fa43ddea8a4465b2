package dev.leadrelay.agent.worker;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the clients of a worker; each argument map holds the settings that the worker insists on, to be laid over the
 * service's own.
 *
 * @param consumer bytes in; called once
 * @param producer bytes out; called again whenever the producer must be replaced
 * @param admin called once
 */
public record WorkerClients(
        Function<Map<String, ?>, Consumer<byte[], byte[]>> consumer,
        Function<Map<String, ?>, Producer<byte[], byte[]>> producer,
        Supplier<Admin> admin) {}
