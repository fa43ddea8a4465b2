package dev.leadrelay.cli.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RealModelTest {
    @Test
    void anUrlOrAKindWithItsOwnAddressNamesOne() {
        assertThat(RealModel.named(Map.of("LEADRELAY_MODEL_URL", "http://h/v1")))
                .contains("http://h/v1");
        assertThat(RealModel.named(Map.of("LEADRELAY_MODEL_KIND", "anthropic"))).contains("ANTHROPIC");
    }

    @Test
    void withoutThemItIsTheSimulator() {
        assertThat(RealModel.named(Map.of("LEADRELAY_MODEL_KIND", "OPENAI"))).isEmpty();
        assertThat(RealModel.named(Map.of("LEADRELAY_MODEL_KEY", "k"))).isEmpty();
    }
}
