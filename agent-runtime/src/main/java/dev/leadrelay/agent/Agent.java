package dev.leadrelay.agent;

/**
 * The work of one stage: from a request to an outcome. One instance serves all records at once, each in its own
 * virtual thread, so an implementation holds no state of a lead.
 *
 * @param <Q> request record of the stage
 * @param <O> output record of the stage
 */
@FunctionalInterface
public interface Agent<Q, O> {

    /**
     * Works on one request. Failures are values ({@link Outcome.Failed}); an exception that escapes becomes
     * INTERNAL. Blocking is fine, swallowing an interrupt is not: it means that the time is up or the record revoked.
     */
    Outcome<O> run(Q request, AgentContext context) throws InterruptedException;
}
