"""The machine: gateways, intake, dispatch, outbox, scheduler, pages, command line; no business, no SQL."""
