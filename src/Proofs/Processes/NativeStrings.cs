using System.Runtime.InteropServices;
using System.Text;

namespace Proofs.Processes;

/// <summary>Texts as the C library takes them: UTF-8 with a zero at the end of each, and a null at the end of the list.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly int _count;

    internal NativeStrings(IReadOnlyList<string> texts)
    {
        _count = texts.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
        for (int at = 0; at < _count; at++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(texts[at]);
            byte* copy = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(copy, bytes.Length));
            Pointer[at] = copy;
        }
    }

    internal byte** Pointer { get; }

    public void Dispose()
    {
        for (int at = 0; at < _count; at++)
        {
            NativeMemory.Free(Pointer[at]);
        }

        NativeMemory.Free(Pointer);
    }
}
