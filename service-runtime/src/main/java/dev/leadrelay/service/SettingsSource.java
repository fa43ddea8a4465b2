package dev.leadrelay.service;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, the strongest first: values given in code, system properties, environment, a YAML file.
 * Immutable; thread-safe.
 */
public final class SettingsSource {
    /**
     * The library writes a class for each mapping when it is first wanted; two services of one JVM that want the same at the same moment
     * get a NoClassDefFoundError.
     */
    private static final Object GENERATING = new Object();

    private static final int GIVEN_ORDINAL = 500;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final int FILE_ORDINAL = 250;
    private static final Pattern MESSAGE_CODE = Pattern.compile("SRCFG\\d+: ?");

    private final List<ConfigSource> sources;
    private final Map<String, String> environment;

    private SettingsSource(List<ConfigSource> sources, Map<String, String> environment) {
        this.sources = List.copyOf(sources);
        this.environment = Map.copyOf(environment);
    }

    /**
     * The settings of this process.
     *
     * @param given values that outrank all others, by full name
     * @param file YAML file, or null for none
     * @throws SettingsException when the file cannot be read
     */
    public static SettingsSource ofProcess(Map<String, String> given, @Nullable Path file) {
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(new PropertiesConfigSource(given, "given", GIVEN_ORDINAL));
        sources.add(new SysPropConfigSource());
        sources.add(new EnvConfigSource(System.getenv(), ENVIRONMENT_ORDINAL));
        if (file != null) {
            sources.add(yaml(file));
        }
        return new SettingsSource(sources, System.getenv());
    }

    /**
     * A typed, validated view of the settings below a prefix. An unknown name below the prefix is an error, so that a
     * typing mistake does not silently leave a default in force.
     *
     * @param mapping an interface annotated with {@code @ConfigMapping}
     * @throws SettingsException when a value is missing, malformed or unknown
     */
    public <T> T read(Class<T> mapping) {
        try {
            synchronized (GENERATING) {
                return builder().withMapping(mapping).build().getConfigMapping(mapping);
            }
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new SettingsException(oneLine(e));
        } catch (RuntimeException e) {
            if (e.getClass().getSimpleName().equals("ConfigValidationException")) {
                throw new SettingsException(oneLine(e));
            }
            throw e;
        }
    }

    /**
     * Settings that pass through to a library under its own names.
     *
     * @param prefix for example {@code leadrelay.kafka-client}; the environment form {@code LEADRELAY_KAFKA_CLIENT_ACKS}
     *     means {@code acks}
     */
    public Map<String, String> passThrough(String prefix) {
        Map<String, String> found = new HashMap<>();
        String environmentPrefix =
                prefix.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_') + "_";
        environment.forEach((name, value) -> {
            if (name.startsWith(environmentPrefix)) {
                String key = name.substring(environmentPrefix.length()).toLowerCase(Locale.ROOT);
                found.put(key.replace('_', '.'), value);
            }
        });
        SmallRyeConfig config = builder().build();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(prefix + ".")) {
                String key = name.substring(prefix.length() + 1).replace("\"", "");
                config.getOptionalValue(name, String.class).ifPresent(value -> found.put(key, value));
            }
        }
        return found;
    }

    private SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withSources(sources);
    }

    private static ConfigSource yaml(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new SettingsException("the settings file " + file + " cannot be read; give an existing YAML file");
        }
        try {
            return new YamlConfigSource(file.toUri().toURL(), FILE_ORDINAL);
        } catch (MalformedURLException e) {
            throw new SettingsException("the settings file " + file + " has no usable name: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new SettingsException("the settings file " + file + " is not valid YAML: " + oneLine(e));
        }
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        Matcher codes = MESSAGE_CODE.matcher(message);
        return codes.replaceAll("")
                .replace("Configuration validation failed:", "settings:")
                .replace("The config property ", "")
                .replace(" with the config value ", " is ")
                .replace(" threw an Exception whilst being converted", ":")
                .replaceAll("java\\.[a-z.]+\\.([A-Z]\\w+): ?", "")
                .replaceAll("\\s*\\R\\s*", "; ")
                .replace("settings:;", "settings:");
    }
}
