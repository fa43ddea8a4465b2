package dev.leadrelay.deadletter.desk;

import java.util.List;

/** What is decided without a person. */
public record PoliciesView(List<Policy> policies, List<ClassRow> classes, List<Done> done) {
    /** A policy: what it does and within which limits. */
    public record Policy(String name, boolean active, String does, String limit) {}

    /** What happens by itself after a failure. */
    public record ClassRow(String failureClass, String meaning, String retries) {}

    /** What a policy did. */
    public record Done(String policy, String kind, String outcome, long count) {}
}
