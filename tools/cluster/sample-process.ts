export const SAMPLE_PROCESS_ID = 'loan-request';

/** Waits at a user task, so that every instance leaves something in Zeebe, in Operate and in Tasklist. */
export const SAMPLE_PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="holdfast-sample" targetNamespace="http://holdfast/sample">
  <bpmn:process id="${SAMPLE_PROCESS_ID}" name="Loan request" isExecutable="true">
    <bpmn:startEvent id="requested" name="Loan requested">
      <bpmn:outgoing>to-review</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="to-review" sourceRef="requested" targetRef="review" />
    <bpmn:userTask id="review" name="Review the request">
      <bpmn:incoming>to-review</bpmn:incoming>
      <bpmn:outgoing>to-decided</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="to-decided" sourceRef="review" targetRef="decided" />
    <bpmn:endEvent id="decided" name="Loan decided">
      <bpmn:incoming>to-decided</bpmn:incoming>
    </bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`;
