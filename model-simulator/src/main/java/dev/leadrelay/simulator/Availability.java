package dev.leadrelay.simulator;

/** Whether the model answers at all; changed while calls come in. */
final class Availability {
    private volatile boolean down;

    boolean isDown() {
        return down;
    }

    void set(boolean isDown) {
        down = isDown;
    }
}
