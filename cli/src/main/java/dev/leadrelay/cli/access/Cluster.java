package dev.leadrelay.cli.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.KafkaSettings;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import dev.leadrelay.service.TopicSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The broker and registry that a command talks to: those of the installation that runs over the data folder, else those
 * that the settings name.
 *
 * @param run addresses of the running installation, if there is one
 * @param kafka makes clients
 * @param codec encodes and decodes records
 * @param topics names of the topics
 * @param partitions partitions of the topics keyed by lead
 */
public record Cluster(Optional<RunFile> run, KafkaClients kafka, RecordCodec codec, Topics topics, int partitions)
        implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Finds the cluster and makes sure that it answers.
     *
     * @throws SettingsException when the broker or the registry does not answer
     */
    public static Cluster connect(Path data) throws InterruptedException {
        Optional<RunFile> run = RunFile.find(data);
        Map<String, String> given = new HashMap<>();
        run.ifPresent(file -> {
            given.put("leadrelay.kafka.bootstrap-servers", file.bootstrapServers());
            given.put("leadrelay.registry.url", file.registryUrl());
            given.put("leadrelay.registry.auto-register", "true");
        });
        SettingsSource source = SettingsSource.ofProcess(given, null);
        TopicSettings topics = source.read(TopicSettings.class);
        KafkaClients kafka = new KafkaClients(
                source.read(KafkaSettings.class).bootstrapServers(), source.passThrough("leadrelay.kafka-client"));
        kafka.awaitBroker(PATIENCE);
        RecordCodec codec = RunningService.codec(source);
        if (codec.check().isPresent()) {
            codec.close();
            throw new SettingsException("no schema registry answers; start one (./leadrelay up) or set"
                    + " leadrelay.registry.url (LEADRELAY_REGISTRY_URL)");
        }
        return new Cluster(run, kafka, codec, new Topics(topics.prefix().orElse("")), topics.partitions());
    }

    /**
     * The body of a GET request to one of the installation's services.
     *
     * @throws SettingsException when the service does not answer or says no; the message names it
     */
    public static String get(String service, String url) throws InterruptedException {
        return send(service, HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** The answer to any request to one of the installation's services, otherwise like {@link #get}. */
    static String send(String service, HttpRequest.Builder request) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response = client.send(
                    request.timeout(PATIENCE.multipliedBy(6)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new SettingsException(
                        service + " says no (" + response.statusCode() + "): " + line(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new SettingsException(
                    service + " does not answer at " + request.build().uri() + "; is it running (./leadrelay up)?");
        }
    }

    /** What a service's error says, as one line: the field of its JSON, or all of it where that is none. */
    private static String line(String body) {
        return sentence(body).replaceAll("\\s+", " ");
    }

    private static String sentence(String body) {
        try {
            return JSON.readTree(body).path("error").asText(body);
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
