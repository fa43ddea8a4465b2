package dev.leadrelay.cli.command;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.KafkaSettings;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import dev.leadrelay.service.TopicSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a cluster ready: topics and schemas. Repeatable; part of a deployment. */
@Command(
        name = "prepare",
        description = "Creates the topics and registers the schemas on a cluster; repeatable, part of a deployment.",
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings")
    private @Nullable Path config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SettingsSource source = SettingsSource.ofProcess(Map.of("leadrelay.registry.auto-register", "true"), config);
        KafkaSettings kafkaSettings = source.read(KafkaSettings.class);
        TopicSettings shape = source.read(TopicSettings.class);
        Topics topics = new Topics(shape.prefix().orElse(""));
        KafkaClients kafka =
                new KafkaClients(kafkaSettings.bootstrapServers(), source.passThrough("leadrelay.kafka-client"));
        kafka.awaitBroker(kafkaSettings.startTimeout());
        try (Admin admin = kafka.admin()) {
            TopicCreation.ensure(
                    admin, topics, shape.partitions(), shape.replicationFactor(), shape.maxMessageBytes(), TIMEOUT);
        }
        Map<String, Class<? extends SpecificRecord>> types = new TreeMap<>();
        for (Topic topic : topics.all()) {
            types.put(topic.name(), topic.valueType());
        }
        try (RecordCodec codec = RunningService.codec(source)) {
            codec.warmUp(types);
        } catch (RegistryUnavailableException | SerializationException e) {
            throw new SettingsException("the registry did not take the schemas: " + e.getMessage());
        }
        spec.commandLine().getOut().println(types.size() + " topics and their schemas are there");
        return 0;
    }
}
