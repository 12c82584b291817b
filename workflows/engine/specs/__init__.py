"""BPMN's elements as SpiffWorkflow task specs: one class for each way of behaving."""
