package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.ModelSpend;

/**
 * What was spent at one model of one provider.
 *
 * @param provider its name in provenance, metrics and messages
 * @param model as it was asked for
 * @param usage of all tries there, at this provider's prices
 */
public record ProviderSpend(String provider, String model, ModelUsage usage) {

    /** The same as a record of the contracts. */
    public ModelSpend toRecord() {
        return new ModelSpend(provider, model, usage.toRecord());
    }

    boolean isAt(String otherProvider, String otherModel) {
        return provider.equals(otherProvider) && model.equals(otherModel);
    }

    ProviderSpend plus(ModelUsage more) {
        return new ProviderSpend(provider, model, usage.plus(more));
    }
}
