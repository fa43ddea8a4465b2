package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.FailurePolicies;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriagePolicyTest {
    private static final TriagePolicy POLICY = new TriagePolicy(true, null, Duration.ofDays(30));
    private static final long PARKED = 1_000_000;

    private static TriagePolicy.Case open(FailureClass failureClass, int retried) {
        return new TriagePolicy.Case("d", failureClass, PARKED, retried);
    }

    @Test
    void aTransientFailureIsRetriedFurtherAndFurtherApartAndThenLeftToAPerson() {
        List<Duration> waits = List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
        for (int retried = 0; retried < waits.size(); retried++) {
            TriagePolicy.Case letter = open(FailureClass.MODEL_TIMEOUT, retried);
            long due = PARKED + waits.get(retried).toMillis();
            assertThat(POLICY.due(letter, due - 1)).isNull();
            DecisionRequest decision = POLICY.due(letter, due);
            assertThat(decision.kind()).isEqualTo(DecisionKind.RETRY);
            assertThat(decision.byPolicy()).isTrue();
            assertThat(decision.by()).isEqualTo("policy retry-transient");
            assertThat(decision.reason()).isEqualTo("retry " + (retried + 1) + " of 3 for MODEL_TIMEOUT");
        }
        assertThat(POLICY.due(
                        open(FailureClass.MODEL_TIMEOUT, 3),
                        PARKED + Duration.ofDays(29).toMillis()))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatTheFailureTableSaysIsRetried(FailureClass failureClass) {
        DecisionRequest due =
                POLICY.due(open(failureClass, 0), PARKED + Duration.ofDays(1).toMillis());
        assertThat(due != null)
                .isEqualTo(!FailurePolicies.of(failureClass).retryDelays().isEmpty());
    }

    @Test
    void whatNobodyDecidesExpires() {
        TriagePolicy.Case letter = open(FailureClass.UNGROUNDED, 0);
        long due = PARKED + Duration.ofDays(30).toMillis();
        assertThat(POLICY.due(letter, due - 1)).isNull();
        DecisionRequest decision = POLICY.due(letter, due);
        assertThat(decision.kind()).isEqualTo(DecisionKind.DISCARD);
        assertThat(decision.reason()).isEqualTo("EXPIRED");
        assertThat(decision.by()).isEqualTo("policy expire-parked");
    }

    @Property
    void aPolicyNeverAccepts(
            @ForAll FailureClass failureClass,
            @ForAll @IntRange(max = 5) int retried,
            @ForAll @LongRange(min = 0) long now) {
        DecisionRequest due = POLICY.due(open(failureClass, retried), now);
        assertThat(due == null ? DecisionKind.RETRY : due.kind()).isIn(DecisionKind.RETRY, DecisionKind.DISCARD);
    }

    @Property
    void whateverIsDueIsSearchedFor(
            @ForAll FailureClass failureClass,
            @ForAll @IntRange(max = 5) int retried,
            @ForAll @LongRange(min = PARKED, max = PARKED + 40L * 86_400_000) long now) {
        TriagePolicy.Case letter = open(failureClass, retried);
        boolean searched = POLICY.searches(now).stream()
                .anyMatch(search -> (search.failureClass() == null || search.failureClass() == failureClass)
                        && PARKED < search.parkedBefore());
        boolean due = POLICY.due(letter, now) != null;
        assertThat(searched || !due).isTrue();
        assertThat(searched && retried == 0)
                .as("nothing is looked at in vain before its first turn")
                .isEqualTo(due && retried == 0);
    }

    @Test
    void retriesCanBeSwitchedOffAndTimedOtherwise() {
        TriagePolicy off = new TriagePolicy(false, null, Duration.ofDays(30));
        TriagePolicy quick = new TriagePolicy(true, List.of(Duration.ofSeconds(5)), Duration.ofDays(30));
        TriagePolicy.Case letter = open(FailureClass.MODEL_ERROR, 0);
        assertThat(off.due(letter, PARKED + Duration.ofDays(2).toMillis())).isNull();
        assertThat(quick.due(letter, PARKED + 5_000)).isNotNull();
        assertThat(quick.due(open(FailureClass.UNGROUNDED, 0), PARKED + 5_000)).isNull();
        assertThat(quick.due(open(FailureClass.MODEL_ERROR, 1), PARKED + 50_000))
                .isNull();
    }
}
