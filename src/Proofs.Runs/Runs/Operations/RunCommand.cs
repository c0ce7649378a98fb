namespace Proofs.Runs.Runs.Operations;

/// <summary>Something that somebody wants of a run. Each kind has its own file, with the rule that decides it. Ids come from outside: a decision is no dice.</summary>
public abstract record RunCommand;
