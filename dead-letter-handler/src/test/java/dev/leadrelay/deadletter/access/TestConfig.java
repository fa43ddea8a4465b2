package dev.leadrelay.deadletter.access;

import dev.leadrelay.deadletter.DeadLetterConfig;
import dev.leadrelay.service.SettingsSource;
import java.util.HashMap;
import java.util.Map;

/** Settings as a process would read them. */
final class TestConfig {
    private TestConfig() {}

    /** @param settings without the prefix of access */
    static AccessConfig access(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("leadrelay.dead-letter-handler.access." + name, value));
        return SettingsSource.ofProcess(named, null)
                .read(DeadLetterConfig.class)
                .access();
    }
}
