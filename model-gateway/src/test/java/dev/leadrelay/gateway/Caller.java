package dev.leadrelay.gateway;

import java.time.Duration;

/** One call in a virtual thread of its own, and what became of it. */
final class Caller {
    final String question;
    final CallBudget budget = new CallBudget(1_000_000, 1_000_000);
    volatile ModelOutcome outcome;
    volatile Throwable thrown;
    volatile boolean interrupted;
    private final Thread thread;

    private Caller(ModelChannel channel, String question) {
        this.question = question;
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                outcome = channel.call(PatientModel.ask(question), budget);
            } catch (Throwable e) {
                thrown = e;
            }
        });
    }

    static Caller start(ModelChannel channel, String question) {
        Caller caller = new Caller(channel, question);
        caller.thread.start();
        return caller;
    }

    void interrupt() {
        interrupted = true;
        thread.interrupt();
    }

    boolean isWaiting() {
        return thread.getState() == Thread.State.WAITING;
    }

    /** False when the call does not end. */
    boolean ends() throws InterruptedException {
        return thread.join(Duration.ofSeconds(20));
    }

    boolean isCached() {
        return outcome instanceof ModelOutcome.Answered answered && answered.cached();
    }
}
