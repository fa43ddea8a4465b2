package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingLoginsTest {
    private final PendingLogins pending = new PendingLogins(new TestClock());

    @Test
    void whoBeginsManyLoginsEndsNoneOfOthers() {
        PendingLogins.Pending other = pending.begin("/", "10.0.0.1");
        PendingLogins.Pending first = pending.begin("/", "10.0.0.2");
        for (int i = 0; i < 20_000; i++) {
            pending.begin("/", "10.0.0.2");
        }

        assertThat(pending.end(other.state())).contains(other);
        assertThat(pending.end(first.state())).isEmpty();
    }
}
