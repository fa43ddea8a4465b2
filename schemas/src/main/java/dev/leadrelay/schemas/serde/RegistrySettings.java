package dev.leadrelay.schemas.serde;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a schema registry, read from settings with Confluent's names and defaults.
 *
 * @param urls base URLs without trailing slash or credentials, in order of preference; never empty
 * @param authorization value of the Authorization header; null for none
 * @param requestTimeout for one request to one URL, body included
 * @param attempts rounds over all URLs before a request counts as failed
 * @param quietPeriod how long a dead registry is not asked again, at first; doubles up to ten times that
 */
public record RegistrySettings(
        List<URI> urls, @Nullable String authorization, Duration requestTimeout, int attempts, Duration quietPeriod) {
    /** Setting: comma-separated base URLs of the registry. */
    public static final String URL = "schema.registry.url";

    /** Setting: where basic credentials come from: {@code URL} (default) or {@code USER_INFO}. */
    public static final String BASIC_SOURCE = "basic.auth.credentials.source";

    /** Setting: {@code user:password} for {@code USER_INFO}. */
    public static final String BASIC_USER_INFO = "basic.auth.user.info";

    /** Setting: where a bearer token comes from: {@code STATIC_TOKEN} only. */
    public static final String BEARER_SOURCE = "bearer.auth.credentials.source";

    /** Setting: the token for {@code STATIC_TOKEN}. */
    public static final String BEARER_TOKEN = "bearer.auth.token";

    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new ConfigException(URL, null, "names no registry; give at least one http(s) URL");
        }
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException when the URL is missing or malformed, or a credential source is unknown
     */
    public static RegistrySettings from(Map<String, ?> settings) {
        List<URI> given = urlsIn(settings).stream().map(RegistrySettings::parse).toList();
        List<URI> bare = given.stream().map(RegistrySettings::withoutUserInfo).toList();
        return new RegistrySettings(
                bare, authorization(settings, given), Duration.ofSeconds(3), 3, Duration.ofMillis(500));
    }

    /** The settings, or empty when no URL is given that HTTP can reach (Confluent's {@code mock://} for example). */
    static Optional<RegistrySettings> ifReachable(Map<String, ?> settings) {
        List<String> urls = urlsIn(settings);
        boolean http = !urls.isEmpty() && urls.stream().allMatch(url -> url.startsWith("http"));
        return http ? Optional.of(from(settings)) : Optional.empty();
    }

    private static List<String> urlsIn(Map<String, ?> settings) {
        Object value = settings.get(URL);
        List<String> urls = new ArrayList<>();
        Collection<?> parts = value instanceof Collection<?> list ? list : List.of(value == null ? "" : value);
        for (Object part : parts) {
            for (String url : part.toString().split(",", -1)) {
                if (!url.isBlank()) {
                    urls.add(url.strip());
                }
            }
        }
        return urls;
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, the same as for a URL of another kind.
        }
        // The value is left out: it may hold a password.
        throw new ConfigException(URL + " must be http(s)://host[:port][/path], several separated by commas");
    }

    private static URI withoutUserInfo(URI uri) {
        String text = uri.toString();
        String userInfo = uri.getRawUserInfo();
        return userInfo == null ? uri : URI.create(text.replaceFirst(Pattern.quote(userInfo + "@"), ""));
    }

    private static @Nullable String authorization(Map<String, ?> settings, List<URI> urls) {
        String bearerSource = text(settings, BEARER_SOURCE);
        String token = text(settings, BEARER_TOKEN);
        if (bearerSource != null && !"STATIC_TOKEN".equals(bearerSource)) {
            throw new ConfigException(BEARER_SOURCE, bearerSource, "only STATIC_TOKEN is known");
        }
        if (bearerSource != null && token == null) {
            throw new ConfigException(BEARER_TOKEN + " is missing, " + BEARER_SOURCE + " asks for it");
        }
        if (token != null) {
            return "Bearer " + token;
        }
        String userInfo = basicUserInfo(settings, urls);
        return userInfo == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String basicUserInfo(Map<String, ?> settings, List<URI> urls) {
        String source = text(settings, BASIC_SOURCE);
        switch (source == null ? "URL" : source) {
            case "URL" -> {
                return urls.stream()
                        .map(URI::getUserInfo)
                        .filter(info -> info != null)
                        .findFirst()
                        .orElse(null);
            }
            case "USER_INFO" -> {
                String info = text(settings, BASIC_USER_INFO);
                // The long name is Confluent's older one, still in many configurations.
                info = info == null ? text(settings, "schema.registry." + BASIC_USER_INFO) : info;
                if (info == null || info.indexOf(':') < 0) {
                    throw new ConfigException(BASIC_USER_INFO + " must be user:password");
                }
                return info;
            }
            default -> throw new ConfigException(BASIC_SOURCE, source, "only URL and USER_INFO are known");
        }
    }

    private static @Nullable String text(Map<String, ?> settings, String key) {
        Object value = settings.get(key);
        String text = value instanceof Password password ? password.value() : value == null ? "" : value.toString();
        return text.isBlank() ? null : text.strip();
    }

    /** Never shows credentials. */
    @Override
    public String toString() {
        return "registry " + urls + (authorization == null ? "" : " with credentials");
    }
}
