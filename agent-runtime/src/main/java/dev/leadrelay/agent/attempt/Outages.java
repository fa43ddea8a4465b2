package dev.leadrelay.agent.attempt;

/** Waits out the outage of something all work needs, while no new work is begun. Implementations are thread-safe. */
@FunctionalInterface
public interface Outages {

    /**
     * Blocks until the probe was good.
     *
     * @param reason what is not to be had, for people; the same text for the same dependency
     * @param detail how that showed, one line for the log
     */
    void await(String reason, String detail, Probe probe) throws InterruptedException;

    /** Asks whether it is to be had again; costs nothing and changes nothing. */
    @FunctionalInterface
    interface Probe {
        boolean isGood() throws InterruptedException;
    }
}
