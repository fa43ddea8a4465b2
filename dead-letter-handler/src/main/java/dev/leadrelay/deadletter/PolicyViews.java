package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.PoliciesView;
import dev.leadrelay.schemas.FailurePolicies;
import dev.leadrelay.schemas.FailurePolicy;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The policies and what they did, as the desk shows them. Pure. */
final class PolicyViews {
    private PolicyViews() {}

    static PoliciesView of(TriagePolicy policy, List<AuditQueries.PolicyCount> done) {
        return new PoliciesView(
                List.of(
                        new PoliciesView.Policy(
                                TriagePolicy.RETRY_TRANSIENT,
                                policy.retries(),
                                "Retries a lead whose failure may well pass, further and further apart.",
                                "as often as the table below says, for a lead and a stage"),
                        new PoliciesView.Policy(
                                TriagePolicy.EXPIRE_PARKED,
                                true,
                                "Discards a lead that nobody has decided about, with the reason EXPIRED.",
                                "after " + said(policy.expireAfter()))),
                Arrays.stream(FailureClass.values())
                        .map(failure -> row(FailurePolicies.of(failure), policy))
                        .toList(),
                done.stream()
                        .map(count ->
                                new PoliciesView.Done(count.policy(), count.kind(), count.outcome(), count.count()))
                        .toList());
    }

    private static PoliciesView.ClassRow row(FailurePolicy failure, TriagePolicy policy) {
        List<Duration> delays = policy.delays(failure.failureClass());
        String retries = delays.isEmpty()
                ? "never"
                : delays.stream().map(PolicyViews::said).collect(Collectors.joining(", "));
        return new PoliciesView.ClassRow(failure.failureClass().name(), failure.detector(), retries);
    }

    private static String said(Duration duration) {
        if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
