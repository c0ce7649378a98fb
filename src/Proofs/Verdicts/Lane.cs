namespace Proofs.Verdicts;

/// <summary>Which way a reason code leads: into a verdict, beside it, or to a refusal of the whole command.</summary>
public enum Lane
{
    /// <summary>Reason of a pass.</summary>
    Pass,

    /// <summary>Worth knowing; changes no verdict.</summary>
    Note,

    /// <summary>Reason of an undetermined verdict.</summary>
    Undetermined,

    /// <summary>Reason of a failed verdict.</summary>
    Fail,

    /// <summary>The command was asked wrongly; nothing was judged.</summary>
    Usage,

    /// <summary>The data or the configuration cannot be used; nothing was judged.</summary>
    Data,

    /// <summary>Something the program needs is missing on this machine; nothing was judged.</summary>
    Unavailable,

    /// <summary>A defect of this program; nothing was judged.</summary>
    Internal,

    /// <summary>Somebody stopped the program; nothing was judged.</summary>
    Interrupted,
}
