package dev.leadrelay.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResearchSettingsTest {
    @Test
    void hostsAreGivenOneByOneOrInOneValue() {
        assertThat(read(Map.of("leadrelay.research.fetch-page.hosts.\"*.example\"", "127.0.0.1:18099"))
                        .fetchPage()
                        .allHosts())
                .isEqualTo(Map.of("*.example", "127.0.0.1:18099"));
        // One value is what an environment variable can hold.
        assertThat(read(Map.of(
                                "leadrelay.research.fetch-page.host-list",
                                "*.example=simulator:18099,a.test=127.0.0.1:1"))
                        .fetchPage()
                        .allHosts())
                .isEqualTo(Map.of("*.example", "simulator:18099", "a.test", "127.0.0.1:1"));
    }

    @Test
    void withoutSettingsTheModelPlansWithPagesOnly() {
        ResearchSettings settings = read(Map.of());
        assertThat(settings.plan()).isEqualTo(ResearchSettings.PlanKind.MODEL);
        assertThat(settings.maxSteps()).isEqualTo(6);
        assertThat(settings.fetchPage().enabled()).isTrue();
        assertThat(settings.fetchPage().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.companyRecords()).isEmpty();
        assertThat(settings.searchUrl()).isEmpty();
    }

    @Test
    void aWrongPlanIsNamed() {
        assertThatThrownBy(() -> read(Map.of("leadrelay.research.plan", "guess")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("guess");
    }

    @Test
    void aWrongEntryIsNamed() {
        ResearchSettings settings = read(Map.of("leadrelay.research.fetch-page.host-list", "simulator:18099"));
        assertThatThrownBy(() -> settings.fetchPage().allHosts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("simulator:18099; give name=host:port");
    }

    private static ResearchSettings read(Map<String, String> given) {
        return SettingsSource.ofProcess(given, null).read(ResearchSettings.class);
    }
}
