namespace Proofs.Workers.LocalCli;

/// <summary>How a program gets its prompt.</summary>
public enum PromptTransport
{
    /// <summary>Not at all: it reads the bundle.</summary>
    BundleOnly,

    /// <summary>On standard input.</summary>
    StandardInput,

    /// <summary>As an argument.</summary>
    Argument,
}
