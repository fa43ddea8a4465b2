package dev.leadrelay.gateway;

/** The direction of a text's meaning. Immutable. */
final class Embedding {
    private final float[] unit;

    private Embedding(float[] unit) {
        this.unit = unit;
    }

    /**
     * Of any length but zero.
     *
     * @throws IllegalArgumentException when it has no direction
     */
    static Embedding of(float[] vector) {
        double square = 0;
        for (float each : vector) {
            square += (double) each * each;
        }
        if (!(square > 0) || Double.isInfinite(square)) {
            throw new IllegalArgumentException("an embedding without a direction");
        }
        float[] unit = new float[vector.length];
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return new Embedding(unit);
    }

    /** Cosine of the angle to another one, -1 to 1; of another length it has nothing in common. */
    double cosine(Embedding other) {
        if (unit.length != other.unit.length) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += (double) unit[i] * other.unit[i];
        }
        return sum;
    }
}
