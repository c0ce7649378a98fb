namespace Proofs.Gates.Policies;

/// <summary>A policy file breaks the schema; thrown and caught inside this room only.</summary>
internal sealed class PolicyException : Exception
{
    public PolicyException()
    {
    }

    public PolicyException(string message)
        : base(message)
    {
    }

    public PolicyException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
