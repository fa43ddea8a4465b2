package dev.leadrelay.service;

/** Wires a service from what its process gives it. */
@FunctionalInterface
public interface ServiceFactory {
    Service create(ServiceContext context);
}
