package dev.leadrelay.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();

    @Test
    void isReadyWhileComponentsAreUpOrDegraded() {
        health.register("broker", HealthState.Up::new);
        health.register("model", () -> new HealthState.Degraded("paused"));

        assertThat(health.ready()).isTrue();
    }

    @Test
    void isNotReadyWhenAComponentIsDown() {
        health.register("broker", HealthState.Up::new);
        health.register("store", () -> new HealthState.Down("closed"));

        assertThat(health.ready()).isFalse();
    }

    @Test
    void countsAFailingCheckAsDown() {
        health.register("store", () -> {
            throw new IllegalStateException("broken");
        });

        assertThat(health.states().get("store")).isInstanceOf(HealthState.Down.class);
    }
}
