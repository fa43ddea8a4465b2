package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailurePoliciesTest {
    @ParameterizedTest
    @EnumSource
    void everyClassHasABoundedPolicyThatEnds(FailureClass failure) {
        FailurePolicy policy = FailurePolicies.of(failure);

        assertThat(policy.failureClass()).isEqualTo(failure);
        assertThat(policy.detector()).matches(".{20,}\\.").doesNotContain("|");
        assertThat(policy.inAgent()).endsWith(".").doesNotContain("|");
        assertThat(policy.tries()).isBetween(1, 3);
        assertThat(policy.retryDelays()).isSorted().hasSizeLessThanOrEqualTo(3);
        assertThat(policy.retryDelays().isEmpty() || policy.isTransient())
                .as("a policy retries only what is transient")
                .isTrue();
        assertThat(policy.endedBy() == FailurePolicy.End.RECOVERY)
                .as("an outage ends by itself, and nothing else does")
                .isEqualTo(policy.pauses() && policy.isTransient());
    }

    @Test
    void saysWhatTheDesignSays() {
        assertThat(FailurePolicies.all()).hasSize(FailureClass.values().length);
        assertThat(FailurePolicies.of(FailureClass.MODEL_TIMEOUT).tries()).isEqualTo(3);
        assertThat(FailurePolicies.of(FailureClass.MODEL_ERROR).retryDelays())
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(FailurePolicies.of(FailureClass.DEPENDENCY_UNAVAILABLE).pauses())
                .isTrue();
        assertThat(FailurePolicies.of(FailureClass.MODEL_UNAVAILABLE).pauses()).isTrue();
        assertThat(FailurePolicies.of(FailureClass.MALFORMED_RECORD).tries()).isEqualTo(1);
        assertThat(FailurePolicies.of(FailureClass.OUTPUT_REJECTED).retryDelays())
                .isEmpty();
        assertThat(FailurePolicies.of(FailureClass.INTERNAL).isTransient()).isFalse();
    }
}
