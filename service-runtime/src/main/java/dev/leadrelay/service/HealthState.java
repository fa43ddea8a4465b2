package dev.leadrelay.service;

/** How a component is. */
public sealed interface HealthState {
    /** It works. */
    record Up() implements HealthState {}

    /** It waits for something but will go on by itself; the service stays ready. */
    record Degraded(String reason) implements HealthState {}

    /** It does not work; the service is not ready. */
    record Down(String reason) implements HealthState {}
}
